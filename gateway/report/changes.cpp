#include "report/changes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "report/dimension_words.hpp"

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

struct PlacedChange {
  CellChange change;
  CellPlace place;
};

/// The dimensions in which a cell is not a total; nothing if it is unassigned in one, has parts in one, or is
/// the total of everything.
std::optional<std::vector<std::size_t>> divided_by(const TablePair& table, const CellPlace& place,
                                                   const std::vector<std::vector<char>>& leaves) {
  std::vector<std::size_t> divided;
  for (std::size_t i = 0; i < place.size(); ++i) {
    const auto& category = table.dimensions()[i].categories[place[i]];
    if (is_total(category)) continue;
    if (is_unassigned(category) || leaves[i][place[i]] == 0) return std::nullopt;
    divided.push_back(i);
  }
  return divided.empty() ? std::nullopt : std::optional(std::move(divided));
}

std::string by_of(const TablePair& table, const std::vector<std::size_t>& dimensions, const Wording& say) {
  std::vector<std::string> names;
  for (const auto i : dimensions) {
    auto choice = table.definition().by[i];
    choice.ages.clear();  // the labels name the bands
    names.push_back(choice_in_words(choice, say));
  }
  return enumerated(names, say);
}

std::vector<CellChange> largest_of(std::vector<PlacedChange> found, const TablePair& table,
                                   const Wording& say, std::size_t most) {
  std::stable_sort(found.begin(), found.end(), [](const auto& one, const auto& other) {
    return weight_of(one.change) > weight_of(other.change);
  });
  found.resize(std::min(found.size(), most));
  std::vector<CellChange> changes;
  for (auto& [change, place] : found) {
    change.label = cell_label(table, place, say);
    changes.push_back(std::move(change));
  }
  return changes;
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

std::vector<ChangeGroup> largest_changes(const TablePair& table, const Wording& say, std::size_t most) {
  std::vector<std::vector<char>> leaves;
  for (const auto& dimension : table.dimensions()) leaves.push_back(leaves_of(dimension));
  std::map<std::vector<std::size_t>, std::vector<PlacedChange>>
      found;  // by the dimensions not at their total
  CellPlace place(table.dimensions().size(), 0);
  do {
    const auto now = table.at(place);
    const auto before = table.before_at(place);
    if (now.state != CellState::shown || before.state != CellState::shown || now.value == before.value)
      continue;
    const auto divided = divided_by(table, place, leaves);
    const bool is_listed = divided && (divided->size() == 1 || divided->size() == place.size());
    if (is_listed) found[*divided].push_back({{"", before.value, now.value}, place});
  } while (table.advance(place));
  std::vector<ChangeGroup> groups;
  for (const bool whole : {false, true}) {
    for (auto& [dimensions, changes] : found) {
      if ((dimensions.size() == place.size()) != whole) continue;
      groups.push_back({by_of(table, dimensions, say), largest_of(std::move(changes), table, say, most)});
    }
  }
  return groups;
}

}  // namespace raccordo::report
