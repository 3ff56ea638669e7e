// The Parameters around a Bundle, as the operation $validate takes them.
#include "codecs/fhir/fhir_bundle.hpp"

namespace raccordo::codecs {

/// The resource in the part `resource` of Parameters, as $validate has it; the root if there is none.
std::uint32_t FhirBundle::in_parameters() {
  const auto list = text_of(0, "resourceType") == "Parameters" ? tree_.member(0, "parameter") : kNoJsonNode;
  if (list == kNoJsonNode || tree_.at(list).kind != JsonKind::array) return 0;
  std::uint32_t found = 0;
  const auto refuse = [&](std::uint32_t node, const char* message) {
    if (message != nullptr && parameters_fault_.message == nullptr) parameters_fault_ = {node, message};
  };
  for (auto part = tree_.at(list).first; part != kNoJsonNode; part = tree_.at(part).next) {
    const bool is_resource = tree_.at(part).kind == JsonKind::object && text_of(part, "name") == "resource";
    const auto resource = is_resource ? tree_.member(part, "resource") : kNoJsonNode;
    if (!is_resource)
      refuse(part, fault_of_part(part));
    else if (resource == kNoJsonNode)
      refuse(part, "the part `resource` must hold the Bundle in its member `resource`");
    else if (found != 0)
      refuse(part, "a second part `resource`: one Bundle is checked at a time; send each on its own");
    else
      found = resource;
  }
  return found;
}

const char* FhirBundle::fault_of_part(std::uint32_t part) const {
  const auto name = tree_.at(part).kind == JsonKind::object ? text_of(part, "name") : std::string_view();
  if (name == "mode") {
    const auto mode = text_of(part, "valueCode");
    if (mode == "create" || mode == "update") return nullptr;
    return "`mode` must be create or update, as `valueCode`: whether a case may be deleted is not checked "
           "beforehand; delete it with DELETE /v1/sources/{source}/records/{record_id}";
  }
  if (name == "profile")
    return "a Bundle is checked by the rules of its source alone, not by a `profile`; leave this part out";
  return "there is no such part of $validate; it takes `resource`, the Bundle, and `mode`, create or update";
}

}  // namespace raccordo::codecs
