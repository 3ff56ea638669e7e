// The largest contributions of persons to every cell of money, for the p%-rule: a sum gives a large
// contribution away when all others but the second together are small against it. Internal to aggregate/:
// search and audit each find them for themselves.
#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/layers/register.hpp"
#include "aggregate/release/disclosure_rules.hpp"

namespace raccordo::aggregate {

struct LargestShares {
  std::int64_t first = 0, second = 0;  ///< cents
  std::uint32_t person = 0;            ///< whose the first is
};

/// By cell of all tables; zeros where the measure is not an amount.
std::vector<LargestShares> find_largest_shares(const std::vector<PlannedTable>& plans, const Register& people,
                                               PersonCounter& counter);

/// Could the second largest contributor tell the largest to within p percent? Cells of fewer than k persons
/// are sensitive anyway and not asked.
bool is_dominated(const CountedCell& cell, const LargestShares& shares, const Rules& rules);

/// How far a witness must move such a sum: p percent of the largest contribution, rounded up.
std::int64_t least_shift(const LargestShares& shares, const Rules& rules);

}  // namespace raccordo::aggregate
