// The FHIRPath of a place in a Bundle, from its JSON pointer: both name the same place, so only the pointer
// is stored.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::model {

/// `/entry/3/resource/code/coding/0` is `Bundle.entry[3].resource.code.coding[0]`; `/.../_city` is the
/// element `city`, and `/.../occurrencePeriod/start` is `occurrence.ofType(Period).start`.
std::string fhir_expression(std::string_view pointer);

/// A JSON pointer into a Bundle, cut before the first name that no element of FHIR has: what a sender invents
/// may name a person.
std::string shown_fhir_pointer(std::string pointer);

}  // namespace raccordo::model
