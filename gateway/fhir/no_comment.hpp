// The comment that a row without one gets where FHIR R4 wants one; reading drops it again.
#pragma once

#include <string_view>

namespace raccordo::fhir {

inline constexpr std::string_view kNoComment = "The source code is broader than the target: it never maps.";

}  // namespace raccordo::fhir
