#include "aggregate/facts/territory_dimension.hpp"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "aggregate/facts/category_tree.hpp"

namespace raccordo::aggregate {
namespace {

using model::Comune;
using model::TerritoryLevel;

std::string label_or_code(const std::map<std::string, std::string>& labels, const std::string& code) {
  const auto found = labels.find(code);
  return found == labels.end() ? code : found->second;
}

void add_districts(CategoryTree& tree, const model::Territory& territory) {
  std::set<std::string> names;
  for (const auto& comune : territory.comuni()) {
    if (!comune.district.empty()) names.insert(comune.district);
  }
  for (const auto& name : names) {
    tree.add(model::district_code(name), "Distretto " + name, "District " + name, kTotal);
  }
}

void add_ambiti(CategoryTree& tree, const model::Territory& territory) {
  std::map<std::string, std::string> districts;
  for (const auto& comune : territory.comuni()) {
    if (!comune.ambito.empty()) districts.emplace(comune.ambito, comune.district);
  }
  for (const auto& [ambito, district] : districts) {
    const auto label = label_or_code(territory.ambito_labels(), ambito);
    tree.add(ambito, label, label,
             district.empty() ? std::string(kUnassigned) : model::district_code(district));
  }
}

/// The category of the Comune, or of the lowest level above it in the table.
std::string add_comune(CategoryTree& tree, const model::Territory& territory,
                       const model::DimensionChoice& choice, const Comune& comune) {
  const auto level = choice.level;
  std::string above = comune.ambito.empty() ? std::string(kUnassigned) : comune.ambito;
  if (level == TerritoryLevel::district) {
    return comune.district.empty() ? std::string(kUnassigned) : model::district_code(comune.district);
  }
  if (level == TerritoryLevel::ambito) return above;
  if (!comune.group.empty()) {
    const auto label = label_or_code(territory.group_labels(), comune.group);
    tree.add(comune.group, label, label, above);
    if (level == TerritoryLevel::group || (choice.from_seats && !comune.alone)) return comune.group;
  }
  tree.add(comune.istat_code, comune.name, comune.name, comune.group.empty() ? above : comune.group);
  return comune.istat_code;
}

/// The codes of categories, too, for facts that were reduced to them (reduction.hpp), if need be under
/// another catalogue: of a category that is divided here, the first part.
void add_categories(CountingDimension& dimension, const model::Territory& territory) {
  auto& leaf_of = dimension.leaf_of;
  const std::vector<std::pair<std::string, int>> leaves(leaf_of.begin(), leaf_of.end());
  for (const auto& [code, leaf] : leaves) {
    if (leaf != dimension.unassigned)
      leaf_of.emplace(dimension.shown.categories[static_cast<std::size_t>(leaf)].code, leaf);
  }
  for (const auto& comune : territory.comuni()) {
    const int leaf = leaf_of.find(comune.istat_code)->second;
    for (const auto& code : {comune.group, comune.ambito, model::district_code(comune.district)}) {
      if (!code.empty()) leaf_of.emplace(code, leaf);
    }
  }
}

}  // namespace

void build_territory(CountingDimension& dimension, const model::Territory& territory) {
  const auto level = dimension.choice.level;
  CategoryTree tree;
  add_districts(tree, territory);
  tree.add_unassigned();
  if (level != TerritoryLevel::district) add_ambiti(tree, territory);
  std::vector<std::string> leaves;
  for (const auto& comune : territory.comuni())
    leaves.push_back(add_comune(tree, territory, dimension.choice, comune));

  auto& categories = dimension.shown.categories;
  categories = tree.categories();
  dimension.age_min.assign(categories.size(), 0);
  model::StringMap<int> places;
  for (std::size_t i = 0; i < categories.size(); ++i) places.emplace(categories[i].code, static_cast<int>(i));
  dimension.unassigned = places.find(kUnassigned)->second;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    dimension.leaf_of.emplace(territory.comuni()[i].istat_code, places.find(leaves[i])->second);
  }
  add_categories(dimension, territory);
}

}  // namespace raccordo::aggregate
