#include "aggregate/plausibility.hpp"

#include <algorithm>

namespace raccordo::aggregate {

Plausibility::Plausibility(const model::Scheme& scheme, const model::CodePool& codes,
                           const model::Period& period)
    : last_(day_number(period.last)), age_min_(codes.size(), 0), area_of_type_(codes.size(), 0) {
  const auto* areas = scheme.find("area");
  const auto* types = scheme.find("intervention");
  const auto age_min = [&](std::string_view area) {
    const auto* found = areas == nullptr ? nullptr : areas->find(area);
    return found == nullptr ? 0 : found->age_min.value_or(0);
  };
  model::StringMap<model::CodeNo> unnamed;  // areas that no fact names but by a type
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

int Plausibility::breaches(const FactColumns& dossier) const {
  int found = 0;
  for (std::size_t i = 0; i < dossier.case_count(); ++i) {
    const auto& item = dossier.cases[i];
    const auto& next = dossier.cases[i + 1];
    if (item.closed != 0 && item.closed < item.opened) ++found;
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
  const bool has_age = item.born != 0 && item.born <= last_;
  if (has_age && (last_ - item.born) / 512 < age_min_[area]) ++found;
  return found;
}

}  // namespace raccordo::aggregate
