// JSON forms of table versions and of their differences, and the order of a step. Keys as in
// schemas/openapi.yaml. Used by the routes and verbs of tables. Include from .cpp files only (RapidJSON).
#pragma once

#include <string>

#include "app/problem/problem.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "mapping/table_diff.hpp"
#include "store/interface/table_versions.hpp"

namespace raccordo::app {

/// Members of a version, without its rows; into an open object.
void write_version_members(base::JsonWriter& writer, const store::TableVersionRow& row);
/// A version as an object.
void write_version(base::JsonWriter& writer, const store::TableVersionRow& row);

/// Two contents and their difference.
struct ShownDiff {
  const mapping::Table& before;
  const mapping::Table& after;
  const mapping::TableDiff& diff;
  std::size_t limit = 1'000;  ///< maximum number of rows shown of each kind
};
/// Members `counts`, `added`, `removed`, `changed` (key, columns, old, new) and, if not all are shown,
/// `truncated`; into an open object.
void write_diff_members(base::JsonWriter& writer, const ShownDiff& shown);

/// `{"added":1,"removed":0,"changed":2}`.
void write_diff_counts(base::JsonWriter& writer, const mapping::TableDiff& diff);

/// Maximum length of a reason in bytes.
inline constexpr std::size_t kLongestReason = 2'000;

/// `{"version":8,"reason":"...","force":false}`.
struct StepOrder {
  std::int32_t version = 0;
  std::string reason;
  bool force = false;
};
/// Of the body of a step; a problem if it is no such object.
base::Result<StepOrder, Problem> read_step_order(const std::string& body);

}  // namespace raccordo::app
