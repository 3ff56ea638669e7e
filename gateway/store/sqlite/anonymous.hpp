// Anonymous facts: what counts of a record once retention has taken the person from it
// (docs/records.md#retention). Written by retention; looked up when a record arrives, is asked for or erased;
// read by snapshots. Writing functions run in the writer's jobs, reading ones in a lease.
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
  std::int64_t no = 0;  ///< below 0; issues on it bear this number as their record
  std::int64_t source = 0;
  std::string owner;
  std::int64_t person = 0;     ///< above 0: who has other records; below 0: nobody any more
  std::string key_owner = {};  ///< the owner where it is part of the record's key
};

/// The fact that remains of the record, if the person has been taken from it. `key_owner` as in
/// PreparedRecord; facts made before the owner became part of their key are told by their owner.
std::optional<AnonymousFact> find_anonymous(Connection& db, std::int64_t source, std::string_view record_id,
                                            std::string_view key_owner);
/// What the id may mean within a reach: facts of `records` (numbers of rows of that id), and facts apart from
/// them, of Comuni that have no such row.
struct AnonymousOfId {
  std::vector<AnonymousFact> beside, apart;
};
AnonymousOfId anonymous_of_id(Connection& db, std::string_view source, std::string_view record_id,
                              const RecordReach& reach, const std::vector<std::int64_t>& records);
std::optional<AnonymousFact> read_anonymous(Connection& db, std::int64_t no);
/// How `records/{id}` shows it.
RecordState state_of(const AnonymousFact& fact, std::string_view record_id);

/// Why a record waits whose case seems to have been opened again since.
model::Issue reopened_issue(const PreparedRecord& record);

/// Keys of the store's own as they are kept, sealed (CaseStore::wrapped_key, put_wrapped_key).
std::optional<std::string> read_wrapped_key(Connection& db, std::string_view name);
bool replace_wrapped_key(Connection& db, std::string_view name, std::string_view sealed,
                         std::string_view before);

/// Takes the person from an accepted record: body, ids, issues and row go, the fact stays. Its submission, if
/// it is still kept, tells so in place of the record's issues. SystemFault without a key (RecordNames).
void make_anonymous(Connection& db, std::int64_t record, TotalsDelta& totals);
/// Removes the fact and the digest, as if the record had never been.
void erase_anonymous(Connection& db, const AnonymousFact& fact, TotalsDelta& totals);
}  // namespace raccordo::store
