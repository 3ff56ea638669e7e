// Attributes of the cases of each area: share, ages, needs, requests. Invented, but plausible. Used by
// case_maker.
#pragma once

#include <string_view>
#include <vector>

namespace raccordo::synth {

struct AreaProfile {
  std::string_view area;
  double share;  ///< of the cases
  int age_low, age_high;
  int parents_percent;  ///< of the cases, about a parent instead
  double foreign_share;
  std::vector<std::string_view> needs, requests;
};

const std::vector<AreaProfile>& area_profiles();
/// Throws std::runtime_error for an area without one.
const AreaProfile& profile_of(std::string_view area);

}  // namespace raccordo::synth
