#include "mapping/target_codes.hpp"

#include <vector>

#include "mapping/csv_sheet.hpp"

namespace raccordo::mapping {

TargetCodes::TargetCodes(const model::Scheme& scheme, std::string_view code_system) : scheme_(scheme) {
  if (code_system == kTerritory) {
    territory_ = &scheme.territory;
  } else {
    system_ = scheme.find(code_system);
  }
}

bool TargetCodes::contains(std::string_view code) const {
  if (territory_) return territory_->by_istat(code) != nullptr;
  return system_ && system_->find(code) != nullptr;
}

bool TargetCodes::lacks_parent(std::string_view code) const {
  const auto* found = system_ ? system_->find(code) : nullptr;
  if (!found || found->parent.empty()) return false;
  const auto* parents = parent_system(scheme_, *system_);
  return !parents || !parents->find(found->parent);
}

std::string TargetCodes::hint(std::string_view wrong) const {
  if (!system_) return {};
  std::vector<std::string_view> codes;
  codes.reserve(system_->codes().size());
  for (const auto& code : system_->codes()) codes.emplace_back(code.code);
  return near_name_hint(wrong, codes);
}

const model::CodeSystem* parent_system(const model::Scheme& scheme, const model::CodeSystem& system) {
  return system.id() == kInterventionSystem ? scheme.find(kAreaSystem) : &system;
}

}  // namespace raccordo::mapping
