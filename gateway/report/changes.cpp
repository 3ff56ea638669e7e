#include "report/changes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace raccordo::report {
namespace {

using extract::CellState;

double weight_of(const CellChange& change) {
  return std::abs(static_cast<double>(change.now - change.before)) /
         std::sqrt(std::max(1.0, static_cast<double>(change.before)));
}

/// True for categories without parts.
std::vector<char> leaves_of(const model::TableDimension& dimension) {
  std::vector<char> leaves(dimension.categories.size(), 1);
  for (const auto& category : dimension.categories) {
    if (category.parent >= 0) leaves[static_cast<std::size_t>(category.parent)] = 0;
  }
  return leaves;
}

}  // namespace

std::string cell_label(const TablePair& table, const CellPlace& place, const Wording& say) {
  std::string label;
  for (std::size_t i = 0; i < place.size(); ++i) {
    const auto& category = table.dimensions()[i].categories[place[i]];
    if (!is_total(category)) label += (label.empty() ? "" : ", ") + say.label(category);
  }
  return label;
}

std::vector<CellChange> largest_changes(const TablePair& table, const Wording& say, std::size_t most) {
  std::vector<std::vector<char>> leaves;
  for (const auto& dimension : table.dimensions()) leaves.push_back(leaves_of(dimension));
  const auto is_listed = [&](const CellPlace& place) {
    for (std::size_t i = 0; i < place.size(); ++i) {
      const auto& category = table.dimensions()[i].categories[place[i]];
      if (is_unassigned(category) || (!is_total(category) && leaves[i][place[i]] == 0)) return false;
    }
    return place != table.total();
  };
  std::vector<std::pair<CellChange, CellPlace>> found;
  CellPlace place(table.dimensions().size(), 0);
  do {
    const auto now = table.at(place);
    const auto before = table.before_at(place);
    if (now.state == CellState::shown && before.state == CellState::shown && now.value != before.value &&
        is_listed(place))
      found.push_back({{"", before.value, now.value}, place});
  } while (table.advance(place));
  std::stable_sort(found.begin(), found.end(), [](const auto& one, const auto& other) {
    return weight_of(one.first) > weight_of(other.first);
  });
  std::vector<CellChange> changes;
  for (const auto& [change, where] : found) {
    if (changes.size() == most) break;
    changes.push_back(change);
    changes.back().label = cell_label(table, where, say);
  }
  return changes;
}

}  // namespace raccordo::report
