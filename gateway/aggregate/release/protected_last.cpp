#include "aggregate/release/protected_last.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace raccordo::aggregate {
namespace {

using model::Dimension;
using model::DimensionChoice;
using model::TerritoryLevel;

bool is_listed(const model::ProtectedLast& last, Dimension dimension) {
  return std::find(last.margins.begin(), last.margins.end(), dimension) != last.margins.end();
}

/// A dimension as `by` names it.
std::string choice_in_words(const DimensionChoice& choice) {
  std::string name(to_string(choice.dimension));
  if (choice.dimension == Dimension::territory || choice.dimension == Dimension::residence)
    return "{" + name + ": " + std::string(to_string(choice.level)) + "}";
  if (choice.dimension != Dimension::age) return name;
  std::string bands;
  for (const auto& band : choice.ages) bands += (bands.empty() ? "" : ", ") + band.code;
  return "{age: [" + bands + "]}";
}

/// Two bands, cut near the middle of the list.
std::vector<model::AgeBand> two_bands(const std::vector<model::AgeBand>& ages) {
  const auto& upper = ages[ages.size() / 2];
  const auto code = [](const model::AgeBand& band) {
    return band.high < 0 ? std::to_string(band.low) + "+"
                         : std::to_string(band.low) + "-" + std::to_string(band.high);
  };
  model::AgeBand low{ages.front().low, upper.low - 1, ""};
  model::AgeBand high{upper.low, ages.back().high, ""};
  low.code = code(low);
  high.code = code(high);
  return {low, high};
}

/// Makes one dimension coarser; false if there is nothing coarser.
bool coarsen(DimensionChoice& choice) {
  switch (choice.dimension) {
    case Dimension::territory:
    case Dimension::residence:
      if (choice.level == TerritoryLevel::district) return false;
      choice.level = static_cast<TerritoryLevel>(static_cast<int>(choice.level) + 1);
      return true;
    case Dimension::type:
      choice.dimension = Dimension::area;
      return true;
    case Dimension::age:
      if (choice.ages.size() < 3) return false;
      choice.ages = two_bands(choice.ages);
      return true;
    default:
      return false;
  }
}

}  // namespace

std::vector<std::string> words_of(const model::ProtectedLast& last) {
  std::vector<std::string> words;
  if (last.total) words.emplace_back(kTotalWord);
  for (const auto dimension : last.margins) words.emplace_back(to_string(dimension));
  return words;
}

bool is_hidden_last(const model::ExtractDefinition& definition, const std::vector<char>& totals) {
  const auto divided = std::count(totals.begin(), totals.end(), 0);
  if (divided == 0) return definition.protected_last.total;
  if (divided > 1) return false;
  const auto at = static_cast<std::size_t>(std::find(totals.begin(), totals.end(), 0) - totals.begin());
  return is_listed(definition.protected_last, definition.by[at].dimension);
}

std::vector<HiddenTotal> hidden_totals(const model::ExtractDefinition& definition,
                                       const std::vector<model::TableDimension>& dimensions,
                                       const std::vector<model::ShownCell>& cells) {
  std::vector<HiddenTotal> found;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    if (!cells[cell].hidden) continue;
    std::vector<char> totals(dimensions.size(), 1);
    HiddenTotal hidden{"", "_T"};
    std::size_t rest = cell;
    for (std::size_t i = dimensions.size(); i-- > 0;) {
      const auto& category = dimensions[i].categories[rest % dimensions[i].categories.size()];
      rest /= dimensions[i].categories.size();
      if (category.depth == 0) continue;
      totals[i] = 0;
      hidden = {dimensions[i].id, category.code};
    }
    if (is_hidden_last(definition, totals)) found.push_back(std::move(hidden));
  }
  return found;
}

std::string coarser_table(const model::ExtractDefinition& definition) {
  auto by = definition.by;
  // From the last dimension on; those that no margin needs first.
  std::vector<std::size_t> order;
  for (const bool listed : {false, true}) {
    for (std::size_t i = by.size(); i-- > 0;) {
      if (is_listed(definition.protected_last, by[i].dimension) == listed) order.push_back(i);
    }
  }
  if (std::none_of(order.begin(), order.end(), [&](std::size_t i) { return coarsen(by[i]); })) {
    if (by.size() < 2) return "";
    by.erase(by.begin() + static_cast<std::ptrdiff_t>(order.front()));
  }
  std::string words;
  for (const auto& choice : by) words += (words.empty() ? "" : ", ") + choice_in_words(choice);
  return "by: [" + words + "]";
}

}  // namespace raccordo::aggregate
