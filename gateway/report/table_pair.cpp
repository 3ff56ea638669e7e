#include "report/table_pair.hpp"

#include <algorithm>

namespace raccordo::report {
namespace {

using extract::CellState;
using extract::CubeCell;
using model::ProtectedTable;

bool same_shape(const ProtectedTable& one, const ProtectedTable& other) {
  return one.definition().measure == other.definition().measure &&
         one.definition().when == other.definition().when &&
         one.definition().kinds == other.definition().kinds &&
         std::equal(one.dimensions().begin(), one.dimensions().end(), other.dimensions().begin(),
                    other.dimensions().end(), [](const auto& a, const auto& b) { return a.id == b.id; });
}

std::optional<std::size_t> find_code(const model::TableDimension& dimension, std::string_view code) {
  const auto& categories = dimension.categories;
  const auto found = std::find_if(categories.begin(), categories.end(),
                                  [&](const auto& category) { return category.code == code; });
  if (found == categories.end()) return std::nullopt;
  return static_cast<std::size_t>(found - categories.begin());
}

CubeCell cell_of(const ProtectedTable& table, const CellPlace& place) {
  std::size_t index = 0;
  for (std::size_t i = 0; i < place.size(); ++i)
    index = index * table.dimensions()[i].categories.size() + place[i];
  const auto& cell = table.cells()[index];
  return {cell.hidden ? CellState::hidden : CellState::shown, cell.hidden ? 0 : cell.value};
}

}  // namespace

TablePair::TablePair(const ProtectedTable& now, const ProtectedTable* before)
    : now_(now), before_(before != nullptr && same_shape(now, *before) ? before : nullptr) {
  for (std::size_t i = 0; i < dimensions().size(); ++i) {
    totals_.push_back(find_code(dimensions()[i], "_T").value_or(0));
    auto& places = earlier_.emplace_back();
    if (before_ == nullptr) continue;
    for (const auto& category : dimensions()[i].categories)
      places.push_back(find_code(before_->dimensions()[i], category.code));
  }
}

CubeCell TablePair::at(const CellPlace& place) const { return cell_of(now_, place); }

CubeCell TablePair::before_at(const CellPlace& place) const {
  if (before_ == nullptr) return {};
  CellPlace earlier;
  for (std::size_t i = 0; i < place.size(); ++i) {
    const auto found = earlier_[i][place[i]];
    if (!found) return {};
    earlier.push_back(*found);
  }
  return cell_of(*before_, earlier);
}

std::optional<std::size_t> TablePair::dimension(std::string_view id) const {
  for (std::size_t i = 0; i < dimensions().size(); ++i) {
    if (dimensions()[i].id == id) return i;
  }
  return std::nullopt;
}

bool TablePair::advance(CellPlace& place) const {
  for (std::size_t i = place.size(); i-- > 0;) {
    if (++place[i] < dimensions()[i].categories.size()) return true;
    place[i] = 0;
  }
  return false;
}

bool is_total(const model::Category& category) { return category.code == "_T"; }
bool is_unassigned(const model::Category& category) { return category.code == "_U"; }

}  // namespace raccordo::report
