// Identifiers of SDMX artefacts, shared by the data and the structure. Internal to extract/.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "extract/cube.hpp"

namespace raccordo::extract {

inline constexpr std::string_view kSdmxAgency = "RACCORDO";
inline constexpr std::string_view kSdmxVersion = "1.0";

/// SDMX identifiers allow letters, digits, `_`, `-`, `@` and `$`; by convention in upper case with
/// underscores.
inline std::string sdmx_id(std::string_view id) {
  auto out = base::to_upper_ascii(id);
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

/// `RACCORDO:CASES_BY_AMBITO(1.0)`
inline std::string sdmx_reference(std::string_view id) {
  return std::string(kSdmxAgency) + ":" + sdmx_id(id) + "(" + std::string(kSdmxVersion) + ")";
}

/// The names of the components that every data structure has.
struct SdmxComponent {
  std::string_view id, name_it, name_en;
};
inline constexpr SdmxComponent kTimePeriod = {"TIME_PERIOD", "Periodo", "Time period"};
inline constexpr SdmxComponent kObsValue = {"OBS_VALUE", "Valore osservato", "Observation value"};
inline constexpr SdmxComponent kObsStatus = {"OBS_STATUS", "Stato del dato", "Observation status"};
inline constexpr SdmxComponent kConfStatus = {"CONF_STATUS", "Riservatezza", "Confidentiality status"};

/// A code of OBS_STATUS or CONF_STATUS with its name.
using SdmxCode = SdmxComponent;
inline constexpr SdmxCode kNormal = {"A", "Valore normale", "Normal value"};
inline constexpr SdmxCode kSuppressed = {"Q", "Valore mancante, nascosto", "Missing value; suppressed"};
inline constexpr SdmxCode kMissing = {"M", "Valore che non può esistere", "Missing value; cannot exist"};
inline constexpr SdmxCode kFree = {"F", "Pubblicabile", "Free"};
inline constexpr SdmxCode kConfidential = {"C", "Riservato", "Confidential"};

inline const SdmxCode& observation_status(CellState state) {
  return state == CellState::shown ? kNormal : state == CellState::hidden ? kSuppressed : kMissing;
}
inline const SdmxCode& confidentiality(CellState state) {
  return state == CellState::hidden ? kConfidential : kFree;
}

}  // namespace raccordo::extract
