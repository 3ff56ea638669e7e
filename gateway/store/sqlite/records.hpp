// Records: the stored content of each, and how an arriving one changes it. Writing functions run in the
// writer's jobs, reading ones in a lease.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "store/interface/case_store.hpp"
#include "store/settlement/settlement.hpp"
#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/figures.hpp"
#include "store/sqlite/foresight.hpp"
#include "store/sqlite/issues.hpp"
#include "store/sqlite/keepsake_rows.hpp"
#include "store/sqlite/record_removal.hpp"
#include "store/sqlite/tombstones.hpp"

namespace raccordo::store {

/// Data shared by the records of one piece while they are applied.
struct ApplyScope {
  Connection& db;
  CodeDictionary& codes;
  const SubmissionRow& submission;
  std::int64_t source = 0;
  IssueSink issues;
  TotalsDelta totals;
  /// Submissions received earlier may still contain the same records: unchanged records must store their
  /// receipt.
  bool earlier_ones_open = false;
  CoverageDelta coverage = {};
  model::Comuni may_hold = model::Comuni::all();
  std::vector<Tombstone> tombstones = {};
  std::uint64_t refused = 0, person_changed = 0;
  /// Position of stored records in the list of records (next_listing); 0: unchanged, because the record was
  /// not sent.
  std::int64_t listed_at = 0;
  /// When what these records are accepted with is written (Replays::written); 0: nothing was written yet.
  std::int64_t written = 0;
  /// Whether there is any anonymous fact; asked when the first record needs it. Applying records makes none.
  std::optional<bool> has_anonymous = std::nullopt;
  Foresight ahead = {};
};

/// Settles and stores one record and its issues.
AppliedRecord apply_record(ApplyScope& scope, const PreparedRecord& record);
/// Replaces the stored content with the record, whatever it is, by decision of an administrator. The caller
/// reports its issues.
void store_as_accepted(ApplyScope& scope, const PreparedRecord& record);

/// The numbers of the records of that id within reach: several only if the owner or the body is part of
/// the key.
std::vector<std::int64_t> find_records(Connection& db, std::string_view source, std::string_view record_id,
                                       const RecordReach& reach);
/// The records of an id within a reach: a rejection without Comune counts only if there is no other record
/// with the id.
struct FoundOfId {
  std::vector<std::int64_t> records;
  AnonymousOfId facts;
  [[nodiscard]] std::size_t count() const { return records.size() + facts.apart.size(); }
};
FoundOfId find_of_id(Connection& db, std::string_view source, std::string_view record_id,
                     const RecordReach& reach);
/// The row of a rejection without Comune beside the records of an id, if that client sent it.
std::optional<std::int64_t> find_leftover(Connection& db, std::string_view source, std::string_view record_id,
                                          std::string_view client);
/// Where the body is part of the key: deletes refused sendings of the id by that client under another body or
/// none, once the client has sent the report with the right one, of `key`.
void drop_refused_of_bodies(Connection& db, std::string_view source, std::string_view record_id,
                            std::string_view client, std::string_view key);
/// Erases as CaseStore::erase_record says, without the audit. `names` is told what is erased. `before`: of
/// the open bodies only those received before that receipt shall not store the record again.
Erased erase_found(Connection& db, const EraseOrder& order, ErasureNames& names,
                   std::int64_t before = kAfterAll);
}  // namespace raccordo::store
