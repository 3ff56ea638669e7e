#include "synthetic/settled_cells.hpp"

#include <algorithm>
#include <utility>

namespace raccordo::synthetic {

using Role = Settling::Role;

SettledCells::SettledCells(Settling& settling, Figures& figures, const std::vector<bool>& is_free)
    : figures_(&figures), below_(figures.values.size()) {
  const auto& table = *figures.table;
  for (std::size_t cell = 0; cell < below_.size(); ++cell) {
    const auto above = above_of(cell);
    if (above.empty()) continue;
    const auto variable = settling.add(figures.values[cell], is_free[cell] ? Role::free : Role::fixed);
    for (const auto up : above) below_[up].push_back(variable);
  }
  for (std::size_t cell = 0; cell < below_.size(); ++cell) {
    const auto& shown = table.cells()[cell];
    if (!shown.hidden) settling.bind({below_[cell], {}, shown.value, shown.value});
  }
}

void SettledCells::read(const Settling& settling) {
  for (std::size_t cell = 0; cell < below_.size(); ++cell) {
    if (!figures_->table->cells()[cell].hidden) continue;
    figures_->values[cell] = 0;
    for (const auto variable : below_[cell]) figures_->values[cell] += settling.value(variable);
  }
}

/// A cell and all that contain it; none if it has parts itself.
std::vector<std::size_t> SettledCells::above_of(std::size_t cell) const {
  std::vector<std::size_t> above(1, 0);
  std::size_t stride = 1;
  const auto& dimensions = figures_->table->dimensions();
  for (std::size_t i = dimensions.size(); i-- > 0;) {
    const auto& categories = dimensions[i].categories;
    const auto here = static_cast<int>(cell / stride % categories.size());
    const bool has_parts = std::any_of(categories.begin(), categories.end(),
                                       [&](const auto& category) { return category.parent == here; });
    if (has_parts) return {};
    std::vector<std::size_t> next;
    for (int up = here; up >= 0; up = categories[static_cast<std::size_t>(up)].parent) {
      for (const auto number : above) next.push_back(number + static_cast<std::size_t>(up) * stride);
    }
    above = std::move(next);
    stride *= categories.size();
  }
  return above;
}

bool is_additive(const model::ProtectedTable& table) {
  return std::all_of(table.dimensions().begin(), table.dimensions().end(),
                     [](const auto& dimension) { return dimension.additive; });
}

}  // namespace raccordo::synthetic
