#include "aggregate/suppress/sensitive_cells.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

bool needs_certificate(const SearchBase& base, CellNo cell) {
  const auto& space = base.space;
  if (space.is_frozen(cell)) return false;
  // Those of earlier releases have been certified.
  if (space.is_difference(cell)) return space.layer_of(cell) == base.newest;
  const auto& rules = base.joint.layers[base.newest].rules;
  const auto& counted = space.counted(cell);
  return is_sensitive(space.plan(space.table_of(cell)).table, counted, rules) ||
         is_dominated(counted, base.shares[cell], rules);
}

}  // namespace

std::vector<CellNo> find_sensitive(const SearchBase& base) {
  const auto& space = base.space;
  std::vector<CellNo> cells;
  for (auto cell = first_cell_of_layer(base.plans, base.newest); cell < space.size(); ++cell) {
    if (needs_certificate(base, cell)) cells.push_back(cell);
  }
  const auto weight = [&](CellNo cell) { return space.weight(space.place_of(cell)); };
  std::stable_sort(cells.begin(), cells.end(),
                   [&](CellNo left, CellNo right) { return weight(left) > weight(right); });
  return cells;
}

}  // namespace raccordo::aggregate
