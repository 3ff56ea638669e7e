// Rows that the installation's sealing key seals (StoreKeys). Reading functions run in a lease or in the
// writer's jobs, writing ones in the writer's jobs.
#pragma once

#include <cstdint>
#include <vector>

#include "store/interface/store_keys.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

std::vector<SealedRow> read_sealed_rows(Connection& db, SealedKind kind, std::int64_t after,
                                        std::size_t limit);
std::uint64_t count_sealed(Connection& db);
std::uint64_t replace_sealed(Connection& db, const std::vector<Resealed>& rows);
std::int64_t read_resealed(Connection& db);
void write_resealed(Connection& db, std::int64_t generation);

}  // namespace raccordo::store
