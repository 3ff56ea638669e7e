// Converts one text by the type of its rule: the only place that interprets ValueType, for documents and for
// fixed values of profiles.
#pragma once

#include <string_view>

#include "codecs/compiled_profile.hpp"
#include "codecs/values.hpp"

namespace raccordo::codecs {

/// The notation of numbers and local times in the profile, and the Comuni it may name.
struct ValueSetting {
  NumberFormat numbers;
  const base::Zone* zone = nullptr;                      ///< null: the process's
  const model::Scheme* scheme = nullptr;                 ///< null: no Comune is known
  const std::vector<std::string>* currencies = nullptr;  ///< signs allowed beside an amount; null: none
  bool has_date_times = false;  ///< a date may have a time of day, in RFC 3339 (FHIR's dateTime); dropped
};

/// Text and person-id are returned unchanged. `warning` as in read_instant.
ValueResult read_typed(std::string_view text, const Choice& choice, model::Field field,
                       const ValueSetting& setting, ValueWarning& warning);

}  // namespace raccordo::codecs
