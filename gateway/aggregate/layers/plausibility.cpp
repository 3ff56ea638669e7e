#include "aggregate/layers/plausibility.hpp"

#include <algorithm>

namespace raccordo::aggregate {

Plausibility::Plausibility(const LayeredRegister& joint, const std::vector<PlannedTable>& plans,
                           const PersonCounter& counter)
    : counter_(counter),
      plans_(plans),
      age_min_(joint.facts.codes.size(), 0),
      area_of_type_(joint.facts.codes.size(), 0) {
  const auto& scheme = joint.layers.back().scheme;
  const auto& codes = joint.facts.codes;
  for (const auto& layer : joint.layers) {
    last_.push_back(day_number(layer.from_seats ? kSeatAgeDay : layer.period.last));
    const auto same = [&](const Layer& other) { return other.period.code == layer.period.code; };
    is_revision_.push_back(std::find_if(joint.layers.begin(), joint.layers.end(), same) !=
                                   joint.layers.begin() + static_cast<std::ptrdiff_t>(is_revision_.size())
                               ? 1
                               : 0);
  }
  for (std::size_t table = 0; table < plans.size(); ++table) {
    if (plans[table].table.definition.when == model::When::registered_by_end) cumulative_.push_back(table);
  }
  const auto* areas = scheme.find("area");
  const auto* types = scheme.find("intervention");
  const auto age_min = [&](std::string_view area) {
    const auto* found = areas == nullptr ? nullptr : areas->find(area);
    return found == nullptr ? 0 : found->age_min.value_or(0);
  };
  model::StringMap<model::CodeNo> unnamed;  // areas that facts name only by a type
  for (model::CodeNo number = 1; number < codes.size(); ++number) {
    age_min_[number] = age_min(codes.text(number));
    const auto* type = types == nullptr ? nullptr : types->find(codes.text(number));
    if (type == nullptr || type->parent.empty()) continue;
    const auto named = codes.find(type->parent);
    area_of_type_[number] =
        named ? *named
              : unnamed.emplace(type->parent, static_cast<model::CodeNo>(age_min_.size())).first->second;
    if (area_of_type_[number] == age_min_.size()) age_min_.push_back(age_min(type->parent));
  }
}

/// Whether the two values give the same counts in every table of all cases so far.
bool Plausibility::is_untold(const Edit& edit) const {
  return std::all_of(cumulative_.begin(), cumulative_.end(), [&](std::size_t table) {
    if (!counter_.depends(table, edit.attribute)) return true;
    const auto& definition = plans_[table].table.definition;
    bool is_same = true;
    bool is_asked = false;
    for (std::size_t i = 0; i < definition.by.size(); ++i) {
      if (attribute_of(definition.by[i].dimension, definition) != edit.attribute) continue;
      is_asked = true;
      const auto leaf = [&](AttributeValue value) {
        CaseRow item;
        InterventionRow intervention;
        set_value(edit.attribute, value, item);
        set_value(edit.attribute, value, intervention);
        const auto need = edit.attribute == Attribute::need ? static_cast<model::CodeNo>(value) : 0;
        return counter_.counter(table).category(i, item, intervention, need);
      };
      is_same = is_same && leaf(edit.from) == leaf(edit.to);
    }
    return is_asked && is_same;
  });
}

bool Plausibility::allows(const Edit& edit, const FactColumns& dossier) const {
  const auto layers = last_.size();
  if (edit.attribute == Attribute::standing) {
    return edit.layers.first == edit.layers.last && edit.layers.first < layers && edit.to >= kNowhere &&
           edit.to < static_cast<std::int64_t>(layers);
  }
  if (edit.layers == kEveryLayer) return true;
  if (edit.layers.first > edit.layers.last || edit.layers.last >= layers ||
      edit.attribute == Attribute::presence)
    return false;
  // A value of the person up to some release may have been corrected since.
  if (edit.layers.first == 0 || is_revision_[edit.layers.first] != 0 || is_untold(edit)) return true;
  return !stands_in(dossier, 0, edit.layers.first - 1);
}

int Plausibility::breaches(const FactColumns& dossier) const {
  int found = 0;
  for (std::size_t i = 0; i < dossier.case_count(); ++i) {
    const auto& item = dossier.cases[i];
    const auto& next = dossier.cases[i + 1];
    if (item.closed != 0 && item.closed < item.opened) ++found;
    if (item.is_report && next.first_intervention > item.first_intervention) ++found;
    for (auto at = item.first_intervention; at < next.first_intervention; ++at) {
      found += breaches(item, dossier.interventions[at]);
    }
    for (auto need = item.first_need; need < next.first_need; ++need) {
      const auto begin = dossier.needs.begin();
      found += static_cast<int>(std::count(begin + need + 1, begin + next.first_need, dossier.needs[need]));
    }
  }
  return found;
}

int Plausibility::breaches(const CaseRow& item, const InterventionRow& intervention) const {
  int found = intervention.end != 0 && intervention.end < intervention.start ? 1 : 0;
  const auto parent = area_of_type_[intervention.type];
  if (intervention.area != 0 && parent != 0 && intervention.area != parent) ++found;
  const auto area = intervention.area != 0 ? intervention.area : parent;
  // Of the releases of a row the person was youngest in the first.
  const auto last = last_[std::min<std::size_t>(item.first_layer, last_.size() - 1)];
  const bool has_age = item.born != 0 && item.born <= last;
  if (has_age && (last - item.born) / 512 < age_min_[area]) ++found;
  return found;
}

}  // namespace raccordo::aggregate
