// Anonymous facts: the fact that remains after retention has removed the person of a record
// (docs/records.md#retention). Written by retention; looked up when a record arrives, is read or erased; read
// by snapshots. Writing functions run in the writer's jobs, reading ones in a lease.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "model/case_facts.hpp"
#include "store/interface/case_store.hpp"
#include "store/sqlite/record_removal.hpp"

namespace raccordo::store {

struct AnonymousFact {
  std::int64_t no = 0;  ///< negative; issues of it have this number as their record
  std::int64_t source = 0;
  std::string owner;
  std::int64_t person = 0;     ///< positive: a person with other records; negative: an anonymous person
  std::string key_owner = {};  ///< the owner or the body, if it is part of the record's key
};

/// Whether retention has removed the person of any record.
bool any_anonymous(Connection& db);
/// The fact that remains of the record, if its person was removed. `key_part` as in PreparedRecord; facts
/// written before the owner became part of the key are identified by their owner, those written before the
/// body did by the id alone: nobody knows whose they are, and an administrator decides about a sending.
std::optional<AnonymousFact> find_anonymous(Connection& db, std::int64_t source, std::string_view record_id,
                                            std::string_view key_part);
/// The facts of an id within a reach: facts of `records` (row numbers of that id), and facts of Comuni
/// without such a row.
struct AnonymousOfId {
  std::vector<AnonymousFact> beside, apart;
};
AnonymousOfId anonymous_of_id(Connection& db, std::string_view source, std::string_view record_id,
                              const RecordReach& reach, const std::vector<std::int64_t>& records);
std::optional<AnonymousFact> read_anonymous(Connection& db, std::int64_t no);
/// How `records/{id}` shows it.
RecordState state_of(const AnonymousFact& fact, std::string_view record_id);

/// Why a record of a case that seems reopened waits.
model::Issue reopened_issue(const PreparedRecord& record);

/// Keys of the store as stored, sealed (CaseStore::wrapped_key, put_wrapped_key).
std::optional<std::string> read_wrapped_key(Connection& db, std::string_view name);
bool replace_wrapped_key(Connection& db, std::string_view name, std::string_view sealed,
                         std::string_view before);

/// Removes the person of an accepted record: body, ids, issues and row are deleted, the fact is kept. Its
/// submission, if still stored, reports it in place of the record's issues. SystemFault without a key
/// (RecordNames).
void make_anonymous(Connection& db, std::int64_t record, TotalsDelta& totals);
/// Removes the fact and the digest.
void erase_anonymous(Connection& db, const AnonymousFact& fact, TotalsDelta& totals);
}  // namespace raccordo::store
