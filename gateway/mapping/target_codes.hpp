// TargetCodes: the codes of one code system, including `territory`. Used when tables are loaded and when
// values without a table are checked.
#pragma once

#include <string>
#include <string_view>

#include "model/scheme.hpp"

namespace raccordo::mapping {

/// The code system id for the ISTAT codes of the Comuni.
inline constexpr std::string_view kTerritory = "territory";
/// The code system whose codes are the parents of interventions.
inline constexpr std::string_view kAreaSystem = "area";
inline constexpr std::string_view kInterventionSystem = "intervention";

/// Ownership: looks into the scheme, which must outlive it.
class TargetCodes {
 public:
  TargetCodes(const model::Scheme& scheme, std::string_view code_system);
  /// False if the scheme has no such code system.
  bool is_known() const { return system_ || territory_; }
  bool contains(std::string_view code) const;
  /// True if the code has a parent that the scheme does not have.
  bool lacks_parent(std::string_view code) const;
  /// `, did you mean "x"?` or nothing.
  std::string hint(std::string_view wrong) const;

 private:
  const model::Scheme& scheme_;
  const model::CodeSystem* system_ = nullptr;
  const model::Territory* territory_ = nullptr;
};

/// The system of the parents of a system's codes: areas for interventions, the system itself for all others.
const model::CodeSystem* parent_system(const model::Scheme& scheme, const model::CodeSystem& system);

}  // namespace raccordo::mapping
