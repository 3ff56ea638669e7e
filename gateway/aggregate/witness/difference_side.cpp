#include "aggregate/witness/difference_side.hpp"

#include <algorithm>

namespace raccordo::aggregate {

CellNo DifferenceSide::of(CellNo difference, PersonNo person) {
  const auto& [wholes, parts] = space_.difference(difference);
  people_.copy(person, dossier_);
  if (space_.is_change(difference)) {
    const auto newest = space_.layer_of(difference);
    return stands_in(dossier_, newest, newest) ? wholes.front() : parts.front();
  }
  list_.clear();
  counter_.list(space_.table_of(wholes.front()), dossier_, list_);
  auto side = wholes.front();
  for (const auto& contribution : list_) {
    const auto cell = contribution.cell;
    const bool is_part = std::find(parts.begin(), parts.end(), cell) != parts.end();
    if (!is_part && space_.are_siblings(cell, parts.front())) return cell;
    if (std::find(wholes.begin(), wholes.end(), cell) != wholes.end()) side = cell;
  }
  return side;
}

}  // namespace raccordo::aggregate
