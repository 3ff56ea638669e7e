#include "app/forms/release_levels.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace raccordo::app {
namespace {

constexpr std::array<std::string_view, 6> kLevels = {"all",   "district", "ambito",
                                                     "group", "comune",   "unassigned"};
enum Level : std::size_t { all, district, ambito, group, comune, unassigned };

/// The codes of territory categories show their level (docs/extracts.md).
Level level_of(const std::string& code) {
  if (code == "_T") return all;
  if (code == "_U") return unassigned;
  if (code.starts_with("district-")) return district;
  if (base::is_digits(code)) return comune;
  return code.find('.') == std::string::npos ? ambito : group;
}

}  // namespace

std::vector<LevelShare> hidden_by_level(const model::ProtectedTable& table) {
  const auto& dimensions = table.dimensions();
  const auto territory = std::find_if(dimensions.begin(), dimensions.end(),
                                      [](const auto& dimension) { return dimension.id == "territory"; });
  if (territory == dimensions.end()) return {};
  std::size_t below = 1;  // cells of one category, in a row
  for (auto after = territory + 1; after != dimensions.end(); ++after) below *= after->categories.size();
  std::array<LevelShare, kLevels.size()> shares{};
  for (std::size_t place = 0; place < table.cells().size(); ++place) {
    const auto& category = territory->categories[place / below % territory->categories.size()];
    auto& share = shares[level_of(category.code)];
    ++share.cells;
    if (table.cells()[place].hidden) ++share.hidden;
  }
  std::vector<LevelShare> there;
  for (std::size_t level = 0; level < shares.size(); ++level) {
    if (shares[level].cells == 0) continue;
    there.push_back(shares[level]);
    there.back().level = kLevels[level];
  }
  return there;
}

}  // namespace raccordo::app
