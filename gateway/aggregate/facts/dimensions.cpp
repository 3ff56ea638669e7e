#include "aggregate/facts/dimensions.hpp"

#include <algorithm>
#include <array>

#include "aggregate/facts/category_tree.hpp"
#include "aggregate/facts/territory_dimension.hpp"
#include "model/sender.hpp"

namespace raccordo::aggregate {
namespace {

using model::Dimension;
using model::Measure;

struct DimensionLabel {
  std::string_view it, en, system;  ///< the code system of the scheme; empty if there is none
};

/// In the order of model::Dimension.
constexpr std::array<DimensionLabel, 13> kLabels = {
    {{"Territorio", "Territory", ""},
     {"Residenza", "Residence", ""},
     {"Area di intervento", "Area", "area"},
     {"Tipologia di intervento", "Intervention type", "intervention"},
     {"Sesso", "Sex", "sex"},
     {"Età", "Age", ""},
     {"Cittadinanza", "Citizenship", "citizenship"},
     {"Canale di accesso", "Access channel", "channel"},
     {"Bisogno", "Need", "need"},
     {"Motivo di chiusura", "Closure reason", "closure"},
     {"Forma di gestione", "Form of management", "management"},
     {"Mese", "Month", ""},
     {"Mittente", "Sender", ""}}};

/// In the order of model::Sender.
constexpr std::array<DimensionLabel, model::kSenders> kSenderLabels = {
    {{"Comuni e Ambiti", "Comuni and Ambiti", ""},
     {"Servizi sanitari", "Health services", ""},
     {"Terzo settore", "Third sector", ""}}};

constexpr std::array<std::string_view, 12> kMonthsIt = {"gennaio",   "febbraio", "marzo",    "aprile",
                                                        "maggio",    "giugno",   "luglio",   "agosto",
                                                        "settembre", "ottobre",  "novembre", "dicembre"};
constexpr std::array<std::string_view, 12> kMonthsEn = {"January",   "February", "March",    "April",
                                                        "May",       "June",     "July",     "August",
                                                        "September", "October",  "November", "December"};

std::string or_code(const std::string& label, const std::string& code) {
  return label.empty() ? code : label;
}

void add_code(CategoryTree& tree, const model::Code& code, std::string_view parent) {
  const auto label_it = or_code(code.label_it, code.code);
  tree.add(code.code, label_it, or_code(code.label_en, label_it), parent);
}

/// The category of each code of the facts: by default the one of its own name. `_T` and `_U` are not codes.
void map_to_themselves(CountingDimension& dimension) {
  const auto& categories = dimension.shown.categories;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (categories[i].code == kUnassigned) {
      dimension.unassigned = static_cast<int>(i);
    } else if (categories[i].code != kTotal) {
      dimension.leaf_of.emplace(categories[i].code, static_cast<int>(i));
    }
  }
}

void finish(CountingDimension& dimension, const CategoryTree& tree) {
  dimension.shown.categories = tree.categories();
  dimension.age_min.assign(dimension.shown.categories.size(), 0);
  map_to_themselves(dimension);
}

void build_codes(CountingDimension& dimension, const model::CodeSystem& system) {
  CategoryTree tree;
  for (const auto& code : system.codes()) {
    if (code.code != "U" || dimension.choice.dimension != Dimension::sex) add_code(tree, code, code.parent);
  }
  tree.add_unassigned();
  finish(dimension, tree);
}

void set_age_minimum(CountingDimension& dimension, const model::Code& area) {
  const auto found = dimension.leaf_of.find(area.code);
  if (found != dimension.leaf_of.end())
    dimension.age_min[static_cast<std::size_t>(found->second)] = area.age_min.value_or(0);
}

void build_areas(CountingDimension& dimension, const model::CodeSystem& areas,
                 const model::CodeSystem* types) {
  build_codes(dimension, areas);
  for (const auto& area : areas.codes()) set_age_minimum(dimension, area);
  if (types == nullptr) return;
  for (const auto& type : types->codes()) {
    const auto area = dimension.leaf_of.find(type.parent);
    if (area != dimension.leaf_of.end()) dimension.leaf_of_type.emplace(type.code, area->second);
  }
  // A type of which the tables tell only the area (reduction.hpp).
  for (const auto& [code, category] : dimension.leaf_of) dimension.leaf_of_type.emplace(code, category);
}

void build_types(CountingDimension& dimension, const model::CodeSystem& types,
                 const model::CodeSystem& areas) {
  CategoryTree tree;
  for (const auto& area : areas.codes()) add_code(tree, area, kTotal);
  for (const auto& type : types.codes()) add_code(tree, type, type.parent);
  tree.add_unassigned();
  finish(dimension, tree);
  for (const auto& area : areas.codes()) {
    set_age_minimum(dimension, area);
    // An area is not a type: facts never belong to it directly.
    dimension.leaf_of.erase(area.code);
  }
  const auto& categories = dimension.shown.categories;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (categories[i].depth > 1)
      dimension.age_min[i] = dimension.age_min[static_cast<std::size_t>(categories[i].parent)];
  }
}

/// Groups only: a country belongs to the group that is its parent, or is a category of its own.
void build_citizenships(CountingDimension& dimension, const model::CodeSystem& system) {
  CategoryTree tree;
  for (const auto& code : system.codes()) {
    if (code.parent.empty()) add_code(tree, code, kTotal);
  }
  tree.add_unassigned();
  finish(dimension, tree);
  for (const auto& code : system.codes()) {
    const auto group = dimension.leaf_of.find(code.parent);
    if (group == dimension.leaf_of.end()) continue;
    const int category = group->second;
    dimension.leaf_of.emplace(code.code, category);
  }
}

void build_ages(CountingDimension& dimension) {
  CategoryTree tree;
  for (const auto& band : dimension.choice.ages) {
    const bool open = band.high < 0;
    const auto low = std::to_string(band.low);
    const auto high = std::to_string(band.high);
    auto italian = low;
    auto english = low;
    italian.append(open ? " anni e oltre" : "-").append(open ? "" : high).append(open ? "" : " anni");
    english.append(open ? " and over" : "-").append(open ? "" : high).append(open ? "" : " years");
    tree.add(band.code, italian, english, kTotal);
  }
  tree.add_unassigned();
  finish(dimension, tree);
}

void build_months(CountingDimension& dimension, const model::Period& period) {
  CategoryTree tree;
  const auto year = " " + std::to_string(period.first.year);
  for (int month = period.first.month; month <= period.last.month; ++month) {
    const auto index = static_cast<std::size_t>(month - 1);
    tree.add(base::to_string(base::Date{period.first.year, static_cast<std::uint8_t>(month), 0}),
             std::string(kMonthsIt.at(index)).append(year), std::string(kMonthsEn.at(index)).append(year),
             kTotal);
  }
  if (dimension.choice.from_seats) tree.add(kEarlierPeriods, "periodi precedenti", "earlier periods", kTotal);
  finish(dimension, tree);
}

void build_senders(CountingDimension& dimension) {
  CategoryTree tree;
  const auto names = model::sender_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& label = kSenderLabels.at(i);
    tree.add(std::string(names[i]), std::string(label.it), std::string(label.en), kTotal);
  }
  tree.add_unassigned();
  finish(dimension, tree);
}

/// Whether a counted item may belong to several children of one parent. Interventions have one value of
/// everything except needs; cases of everything that is an attribute of the case; persons only of their own
/// attributes.
bool adds_up(const model::ExtractDefinition& definition, Dimension dimension) {
  switch (definition.measure) {
    case Measure::interventions:
    case Measure::amount:
      return dimension != Dimension::need;
    case Measure::cases:
      if (dimension == Dimension::month) return !counts_by_intervention(definition);
      return dimension != Dimension::area && dimension != Dimension::type && dimension != Dimension::need &&
             dimension != Dimension::management;
    default:
      return dimension == Dimension::sex || dimension == Dimension::age;
  }
}

/// True if some items are counted on a category that has children: residences outside the province on `_U`,
/// beside the Comune under it; Comuni of a group that are not shown alone on the group.
bool counts_on_parents(const CountingDimension& dimension) {
  const auto kind = dimension.choice.dimension;
  if (kind != Dimension::territory && kind != Dimension::residence) return false;
  const auto is_parent = [&](int category) {
    const auto& categories = dimension.shown.categories;
    return std::any_of(categories.begin(), categories.end(),
                       [&](const auto& each) { return each.parent == category; });
  };
  if (kind == Dimension::residence && is_parent(dimension.unassigned)) return true;
  return dimension.choice.from_seats && std::any_of(dimension.leaf_of.begin(), dimension.leaf_of.end(),
                                                    [&](const auto& leaf) { return is_parent(leaf.second); });
}

}  // namespace

bool counts_by_intervention(const model::ExtractDefinition& definition) {
  if (definition.measure == Measure::interventions || definition.measure == Measure::amount) return true;
  return std::any_of(definition.by.begin(), definition.by.end(), [](const auto& choice) {
    return choice.dimension == Dimension::area || choice.dimension == Dimension::type ||
           choice.dimension == Dimension::management;
  });
}

base::Result<CountingDimension> build_dimension(const model::ExtractDefinition& definition,
                                                const model::DimensionChoice& choice,
                                                const model::Scheme& scheme, const model::Period& period) {
  CountingDimension dimension;
  dimension.choice = choice;
  const auto& label = kLabels.at(static_cast<std::size_t>(choice.dimension));
  dimension.shown.id = std::string(to_string(choice.dimension));
  dimension.shown.label_it = std::string(label.it);
  dimension.shown.label_en = std::string(label.en);
  const auto* system = scheme.find(label.system);
  const auto* areas = scheme.find("area");
  if ((!label.system.empty() && system == nullptr) ||
      (choice.dimension == Dimension::type && areas == nullptr)) {
    return base::fault("extract '" + definition.id + "' is by " + dimension.shown.id +
                       ", but the scheme has no " +
                       "code system of that kind; add it to mappings/scheme or take the dimension out");
  }
  switch (choice.dimension) {
    case Dimension::territory:
    case Dimension::residence:
      build_territory(dimension, scheme.territory);
      break;
    case Dimension::area:
      build_areas(dimension, *system, scheme.find("intervention"));
      break;
    case Dimension::type:
      build_types(dimension, *system, *areas);
      break;
    case Dimension::citizenship:
      build_citizenships(dimension, *system);
      break;
    case Dimension::age:
      build_ages(dimension);
      break;
    case Dimension::month:
      build_months(dimension, period);
      break;
    case Dimension::sender:
      build_senders(dimension);
      break;
    default:
      build_codes(dimension, *system);
  }
  dimension.shown.additive = adds_up(definition, choice.dimension) && !counts_on_parents(dimension);
  return dimension;
}

}  // namespace raccordo::aggregate
