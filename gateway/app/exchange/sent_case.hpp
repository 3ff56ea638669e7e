// Reads the document of an exchange: exactly one case of the sender, decoded, mapped and checked as by a dry
// run of a submission. Called by the route. Stores nothing.
#pragma once

#include <string_view>
#include <vector>

#include "app/ingest/record_pipeline.hpp"
#include "app/problem/problem.hpp"
#include "base/result.hpp"

namespace raccordo::app {

struct SentCase {
  model::CaseRecord record;
  base::Digest pseudonym{};          ///< of the person
  std::vector<base::Digest> former;  ///< the person's pseudonyms under former keys
  std::vector<model::Issue> issues;  ///< warnings, and codes that no table maps
};

/// The context of a document. Pointers must outlive the call.
struct SentDocument {
  const ActiveTables* tables = nullptr;
  const Keyring* keys = nullptr;
  const base::Clock* clock = nullptr;
  const intake::Client* sender = nullptr;
  std::string source;
  model::DocumentFormat format = model::DocumentFormat::json;
  std::string_view bytes;
};

/// The case; or `malformed-document`, `bad-encoding`, `truncated-document`, `not-one-record`, or
/// `record-refused` with all issues: the record is rejected, or its person's data contradict each other. A
/// code that no table maps is no fault: it travels as it is.
base::Result<SentCase, Problem> read_sent_case(const SentDocument& document);

}  // namespace raccordo::app
