// One text by the type of its rule: the one place where a ValueType is read, for documents and for the values
// that a profile fixes itself.
#pragma once

#include <string_view>

#include "codecs/compiled_profile.hpp"
#include "codecs/values.hpp"

namespace raccordo::codecs {

/// How the profile writes numbers and local times, and the Comuni it may name.
struct ValueSetting {
  NumberFormat numbers;
  const Zone* zone = nullptr;             ///< null: the process's
  const model::Scheme* scheme = nullptr;  ///< null: no Comune is known
  const std::vector<std::string>* currencies =
      nullptr;  ///< signs that may stand beside an amount; null: none
};

/// Text and person-id are given back as they are. `warning` as in read_instant.
ValueResult read_typed(std::string_view text, const Choice& choice, model::Field field,
                       const ValueSetting& setting, ValueWarning& warning);

}  // namespace raccordo::codecs
