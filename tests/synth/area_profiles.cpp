#include "synth/area_profiles.hpp"

#include <stdexcept>
#include <string>

namespace raccordo::synth {

const std::vector<AreaProfile>& area_profiles() {
  static const std::vector<AreaProfile> profiles = {
      {"minori",
       0.36,
       0,
       17,
       12,
       0.22,
       {"parenting", "child-protection", "childcare", "schooling", "leisure", "income"},
       {"educational-support", "nursery", "child-protection", "economic-support", "taking-in-charge"}},
      {"anziani",
       0.34,
       65,
       97,
       0,
       0.02,
       {"daily-living", "home-care", "meals", "mobility", "health-integration", "loneliness",
        "caregiver-relief", "residential-care", "legal-protection"},
       {"home-care", "meals", "transport", "residential-service", "remote-assistance", "information"}},
      {"disabili",
       0.12,
       4,
       64,
       0,
       0.08,
       {"disability-autonomy", "mobility", "schooling", "employment", "caregiver-relief"},
       {"day-service", "transport", "educational-support", "work-inclusion"}},
      {"emarginazione-poverta",
       0.10,
       19,
       79,
       0,
       0.30,
       {"income", "debt", "housing", "employment", "violence"},
       {"economic-support", "housing", "work-inclusion", "orientation"}},
      {"immigrazione",
       0.05,
       18,
       58,
       0,
       0.97,
       {"language", "legal-status", "housing", "employment"},
       {"immigrant-desk", "information", "housing"}},
      {"dipendenze", 0.02, 18, 62, 0, 0.10, {"addiction", "employment"}, {"taking-in-charge", "orientation"}},
      {"salute-mentale",
       0.01,
       18,
       74,
       0,
       0.08,
       {"mental-distress", "housing", "employment"},
       {"taking-in-charge", "work-inclusion"}},
  };
  return profiles;
}

const AreaProfile& profile_of(std::string_view area) {
  for (const auto& profile : area_profiles()) {
    if (profile.area == area) return profile;
  }
  throw std::runtime_error("no profile for area " + std::string(area));
}

}  // namespace raccordo::synth
