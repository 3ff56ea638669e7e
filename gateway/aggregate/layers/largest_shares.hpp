// The largest contributions of persons to every amount cell, for the p% rule: a sum reveals a large
// contribution if all others except the second largest are small compared with it. Internal to aggregate/:
// search and audit each compute them.
#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/layers/register.hpp"
#include "aggregate/release/disclosure_rules.hpp"

namespace raccordo::aggregate {

struct LargestShares {
  std::int64_t first = 0, second = 0;  ///< cents
  std::uint32_t person = 0;            ///< the person of the first
};

/// By cell of all tables; zeros unless the measure is an amount.
std::vector<LargestShares> find_largest_shares(const std::vector<PlannedTable>& plans, const Register& people,
                                               const PersonCounter& counter);

/// True if the second largest contributor could estimate the largest to within p percent. Not called for
/// cells of fewer than k persons, which are sensitive anyway.
bool is_dominated(const CountedCell& cell, const LargestShares& shares, const Rules& rules);

/// The amount by which a witness must change such a sum: p percent of the largest contribution, rounded up.
std::int64_t least_shift(const LargestShares& shares, const Rules& rules);

}  // namespace raccordo::aggregate
