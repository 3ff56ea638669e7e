// The comment of a row without one where FHIR R4 requires one; removed again when read.
#pragma once

#include <string_view>

namespace raccordo::fhir {

inline constexpr std::string_view kNoComment = "The source code is broader than the target: it never maps.";

}  // namespace raccordo::fhir
