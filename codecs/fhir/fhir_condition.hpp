// Conditions in the `request` of an entry: a conditional create (`ifNoneExist`) or update (a search in
// `url`). The gateway recognises a case by its identifier and by nothing else, so a condition must name an
// identifier that the resource itself has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "codecs/fhir/fhir_bundle.hpp"

namespace raccordo::codecs {

/// The value of the identifier that `search` (`identifier=value`, `identifier=system|value`, percent-encoded)
/// asks for; nothing if the resource has another, or if anything else is searched for.
std::optional<std::string> own_identifier(const FhirBundle& bundle, std::uint32_t resource,
                                          std::string_view search);

}  // namespace raccordo::codecs
