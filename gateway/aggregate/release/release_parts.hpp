// A release as plain values, and its form on disk. Internal to aggregate/: release.cpp alone turns parts into
// what may be published; nobody else can.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/release/release.hpp"

namespace raccordo::aggregate {

struct TableParts {
  model::ExtractDefinition definition;
  std::vector<model::TableDimension> dimensions;
  std::vector<model::ShownCell> cells;
  std::string withheld;  ///< why nothing below the top levels is shown; "" where the table was not withheld
};

struct ReleaseParts {
  std::string id, period;
  int revision = 0;  ///< how many releases of the period there were before
  Rules applied;
  std::string rules, guarantee;
  std::map<std::string, std::map<std::string, std::int32_t>> mapping_versions;
  std::map<std::string, int> coverage;
  std::vector<TableParts> tables;
};

TableSummary summarise(const TableParts& table);

/// SHA-256 (hex) over definition, dimensions and cells: tells which table of a release was changed.
std::string table_digest(const TableParts& table);

/// Everything published but the id, as JSON: equal content, equal bytes. The digest is taken over it.
std::string write_content(const ReleaseParts& parts);

/// What `GET /v1/releases/{id}` answers, but for `state`.
std::string write_metadata(const ReleaseParts& parts, const std::string& digest);

/// The stored form: one line `raccordo-release 1 <id> <digest> <seal>`, then the content. The digest is
/// SHA-256 of the content, the seal SHA-256 of id and digest.
std::string write_stored(const std::string& id, const std::string& digest, const std::string& content);

/// The first line of the stored form, and what follows it. Nothing is checked.
struct StoredForm {
  std::string_view version, id, digest, seal, content;
};
/// Nothing if these are not the bytes of a release.
std::optional<StoredForm> split_stored(std::string_view stored);
/// Are digest or seal those of the content and the id?
bool digest_fits(const StoredForm& form);
bool seal_fits(const StoredForm& form);

/// Reads content whatever its digest; a fault names the member that is not as expected.
base::Result<ReleaseParts> read_content(std::string_view content);

/// Checks digest and seal, then reads; a fault names what does not fit.
base::Result<ReleaseParts> read_stored(std::string_view stored);

}  // namespace raccordo::aggregate
