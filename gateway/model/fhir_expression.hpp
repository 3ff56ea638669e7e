// The FHIRPath of a place in a Bundle, from its JSON pointer: both name the same place, so only the pointer
// is stored.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::model {

/// `/entry/3/resource/code/coding/0` is `Bundle.entry[3].resource.code.coding[0]`; `/.../_city` is the
/// element `city`, and `/.../occurrencePeriod/start` is `occurrence.ofType(Period).start`.
std::string fhir_expression(std::string_view pointer);

}  // namespace raccordo::model
