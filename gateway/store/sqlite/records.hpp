// Records: what is stored of each, and how an arriving one changes it. Writing functions run in the writer's
// jobs, reading ones in a lease.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "store/interface/case_store.hpp"
#include "store/settlement/settlement.hpp"
#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/figures.hpp"
#include "store/sqlite/issues.hpp"
#include "store/sqlite/record_removal.hpp"
#include "store/sqlite/tombstones.hpp"

namespace raccordo::store {

/// What the records of one piece have in common while they are applied.
struct ApplyScope {
  Connection& db;
  CodeDictionary& codes;
  const SubmissionRow& submission;
  std::int64_t source = 0;
  IssueSink issues;
  TotalsDelta totals;
  /// Submissions received earlier may still bring the same records: what is unchanged must note its receipt.
  bool earlier_ones_open = false;
  CoverageDelta coverage = {};
  model::Comuni may_hold = model::Comuni::all();
  std::vector<Tombstone> tombstones = {};
  std::uint64_t refused = 0, person_changed = 0;
  /// Where what is stored now stands in the list of records (next_listing); 0: where it stood, it was not
  /// sent.
  std::int64_t listed_at = 0;
  /// When what these records are accepted with is written (Replays::written); 0: nothing was written yet.
  std::int64_t written = 0;
};

/// Settles and stores one record and its issues.
AppliedRecord apply_record(ApplyScope& scope, const PreparedRecord& record);
/// Puts a record in the place of what is stored, whatever that is: an administrator said so. Its issues are
/// told by the caller.
void store_as_accepted(ApplyScope& scope, const PreparedRecord& record);

/// The numbers of the records of that id within reach: several only where the owner is part of the key.
std::vector<std::int64_t> find_records(Connection& db, std::string_view source, std::string_view record_id,
                                       const RecordReach& reach);
/// What an id means within a reach: a rejection that named no Comune is no case, and counts only if nothing
/// else bears the id.
struct FoundOfId {
  std::vector<std::int64_t> records;
  AnonymousOfId facts;
  [[nodiscard]] std::size_t count() const { return records.size() + facts.apart.size(); }
};
FoundOfId find_of_id(Connection& db, std::string_view source, std::string_view record_id,
                     const RecordReach& reach);
/// The row that a rejection without Comune left beside the cases of an id, if that client sent it.
std::optional<std::int64_t> find_leftover(Connection& db, std::string_view source, std::string_view record_id,
                                          std::string_view client);
/// Erases as CaseStore::erase_record says, without the audit.
Erased erase_found(Connection& db, const EraseOrder& order);
}  // namespace raccordo::store
