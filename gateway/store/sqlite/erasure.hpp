// Erasure of a person over all records. Runs in jobs of the writer.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "store/interface/held_records.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/keepsake_rows.hpp"

namespace raccordo::store {

/// Numbers of the person's records above `after` (of anonymous facts below 0), at most `limit` of each
/// pseudonym.
std::set<std::int64_t> numbers_of(Connection& db, const std::vector<base::Digest>& pseudonyms,
                                  std::int64_t after, std::int64_t limit);

/// Erases as HeldRecords::erase_person says, without the audit. `names` is told what is erased.
SubjectErasure erase_person_of(Connection& db, const std::vector<base::Digest>& pseudonyms,
                               const model::Comuni& comuni, ErasureNames* names = nullptr);

}  // namespace raccordo::store
