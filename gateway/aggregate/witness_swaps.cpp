// The step of WitnessSearch that only differences know: one who left between two releases and one who stayed
// exchange an attribute. In the earlier release both stood there, so its numbers stay as they were shown; of
// the later one two cells differ, and the one who left is now another.
#include <algorithm>

#include "aggregate/witness_search.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kMostPartners = 24;  // of one neighbour, alike and not
constexpr int kMostSwaps = 200;    // of one step

}  // namespace

/// Sought around the newer cell, since what must be hidden besides is hidden there; partners come from the
/// older table, where they must be like the one who leaves.
void WitnessSearch::swap(PersonNo leaving) {
  const auto& cells = space_.difference(target_);
  const auto newer = space_.table_of(cells.newer);
  const auto older = space_.table_of(cells.older);
  const auto place = cells.newer - space_.first_cell(newer);
  // Only where both tables have the same categories is a neighbour in the one a neighbour in the other.
  if (place != cells.older - space_.first_cell(older)) return;
  const auto side = cell_;
  for (const auto& neighbour : neighbourhood_.around(cells.newer, draft_)) {
    if (is_good_enough(neighbour) || tries_ >= kMostSwaps) break;
    if (!neighbour.is_line()) continue;
    stand_at(cells.older);
    swap_along(neighbour, leaving);
  }
  stand_at(side);
  tries_ = 0;
}

void WitnessSearch::swap_along(const Neighbour& neighbour, PersonNo leaving) {
  const auto dimension = neighbour.first;
  const int here = space_.category(table_, cell_, dimension);
  const auto there = space_.with(table_, cell_, dimension, neighbour.first_category);
  const Exchange exchange{attribute(dimension), {}, Money::counts, space_.layer_of(cell_)};
  const auto mark = likeness_.mark(leaving, exchange);
  const auto pool = likeness_.pool(there, exchange);
  const auto [first, last] =
      std::equal_range(pool.begin(), pool.end(), Mark{mark, 0},
                       [](const Mark& left, const Mark& right) { return left.first < right.first; });
  int partners = 0;
  for (auto partner = first; partner != last && partners < kMostPartners / 2; ++partner) {
    if (!may_swap(partner->second, leaving)) continue;
    ++partners;
    consider_exchange(dimension, leaving, here, partner->second, neighbour.first_category, Money::counts);
    if (is_good_enough(neighbour)) return;
  }
  for (const auto person : pools_.behind(there)) {
    if (partners >= kMostPartners) return;
    if (!may_swap(person, leaving)) continue;
    ++partners;
    consider_exchange(dimension, leaving, here, person, neighbour.first_category, Money::counts);
    if (is_good_enough(neighbour)) return;
  }
}

bool WitnessSearch::may_swap(PersonNo person, PersonNo leaving) const {
  return person != leaving && may_change(person);
}

}  // namespace raccordo::aggregate
