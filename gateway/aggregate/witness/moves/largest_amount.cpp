#include "aggregate/witness/moves/largest_amount.hpp"

#include <algorithm>

namespace raccordo::aggregate {

void LargestAmount::propose(const Step&, Ranking& ranking) {
  const auto least = least_shift(shares_, rules_);
  const auto by = goal_ == Goal::raises_sum ? least : -least;
  std::vector<Edit> edits;
  if (shift_.change_one(target_.sought(), shares_.person, by, edits) != by) edits = scale();
  shift_.offer(edits, ranking);
}

/// In an order in which no amount becomes one that is still to change.
std::vector<Edit> LargestAmount::scale() {
  auto amounts = shift_.amounts_of(shares_.person);
  std::sort(amounts.begin(), amounts.end());
  if (goal_ == Goal::raises_sum) std::reverse(amounts.begin(), amounts.end());
  std::vector<Edit> edits;
  for (const auto amount : amounts) {
    if (amount <= 0) continue;
    const auto step = (amount * rules_.p_percent + 99) / 100;
    const auto to = goal_ == Goal::raises_sum ? amount + step : amount - step;
    edits.push_back({shares_.person, Attribute::amount, amount, to});
  }
  return edits;
}

}  // namespace raccordo::aggregate
