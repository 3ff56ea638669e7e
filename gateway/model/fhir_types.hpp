// The data types of FHIR R4 as the names of elements with a choice of types end in them: `occurrencePeriod`.
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace raccordo::model {

inline constexpr std::array<std::string_view, 50> kChoiceTypes = {"Address",
                                                                  "Age",
                                                                  "Annotation",
                                                                  "Attachment",
                                                                  "Base64Binary",
                                                                  "Boolean",
                                                                  "Canonical",
                                                                  "Code",
                                                                  "CodeableConcept",
                                                                  "Coding",
                                                                  "ContactDetail",
                                                                  "ContactPoint",
                                                                  "Contributor",
                                                                  "Count",
                                                                  "DataRequirement",
                                                                  "Date",
                                                                  "DateTime",
                                                                  "Decimal",
                                                                  "Distance",
                                                                  "Dosage",
                                                                  "Duration",
                                                                  "Expression",
                                                                  "HumanName",
                                                                  "Id",
                                                                  "Identifier",
                                                                  "Instant",
                                                                  "Integer",
                                                                  "Markdown",
                                                                  "Meta",
                                                                  "Money",
                                                                  "Oid",
                                                                  "ParameterDefinition",
                                                                  "Period",
                                                                  "PositiveInt",
                                                                  "Quantity",
                                                                  "Range",
                                                                  "Ratio",
                                                                  "Reference",
                                                                  "RelatedArtifact",
                                                                  "SampledData",
                                                                  "Signature",
                                                                  "String",
                                                                  "Time",
                                                                  "Timing",
                                                                  "TriggerDefinition",
                                                                  "UnsignedInt",
                                                                  "Uri",
                                                                  "Url",
                                                                  "UsageContext",
                                                                  "Uuid"};

/// Whether the end of a name is a type: `Period` of `occurrencePeriod`.
inline bool is_choice_type(std::string_view end) {
  return std::binary_search(kChoiceTypes.begin(), kChoiceTypes.end(), end);
}

/// Whether an element is named by this type: `occurrenceDateTime` by `dateTime`.
inline bool has_choice_type(std::string_view name, std::string_view type) {
  if (type.empty() || name.size() <= type.size()) return false;
  const auto end = name.substr(name.size() - type.size());
  return std::toupper(static_cast<unsigned char>(type.front())) == end.front() &&
         end.substr(1) == type.substr(1) && is_choice_type(end);
}

}  // namespace raccordo::model
