// Elements of FHIR R4 that change the meaning of the resource around them (modifier elements: status, intent,
// comparator and others), and values in a form of which nothing can be read. A profile can select by what it
// understands; what it could not understand is an issue, whatever the profile says.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "codecs/fhir/fhir_bundle.hpp"
#include "model/issue.hpp"

namespace raccordo::codecs {

struct MeaningFault {
  std::uint32_t node = kNoJsonNode;
  model::Severity severity = model::Severity::error;
  const char* message = nullptr;  ///< null: there is no fault
};

/// Of the members of one resource: `status`, `intent` and `verificationStatus` outside the codes of R4,
/// `status` missing (errors) or `unknown` (a warning), `doNotPerform` that is neither true nor false,
/// a Patient that another one replaces, and values of a type that no record takes (warnings).
void find_meaning_faults(const FhirBundle& bundle, const FhirBundle::Resource& resource,
                         std::vector<MeaningFault>& out);

/// Of any element: `implicitRules`, a quantity with a comparator, an amount in another currency than euro
/// (errors), an extension with neither value nor extensions (a warning).
MeaningFault element_fault(const FhirBundle& bundle, std::uint32_t node);

/// Whether R4 has a resource of this type.
bool is_r4_resource(std::string_view type);

}  // namespace raccordo::codecs
