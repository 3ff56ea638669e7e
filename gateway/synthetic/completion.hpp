// An estimate for every hidden cell of one table, from the shown ones: what is left of a total is divided
// among its hidden parts. Called by table_set and by the makers of cases and amounts.
#pragma once

#include <cstdint>
#include <vector>

#include "model/extract.hpp"

namespace raccordo::synthetic {

/// By cell; shown cells as shown, also if they contradict each other.
std::vector<std::int64_t> complete(const model::ProtectedTable& table);

/// Changes hidden cells that are `movable` until shown totals are the sums of their parts, as far as
/// possible. For dimensions whose parts sum to the total.
void balance(const model::ProtectedTable& table, const std::vector<bool>& movable,
             std::vector<std::int64_t>& values);

}  // namespace raccordo::synthetic
