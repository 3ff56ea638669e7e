#include "fhir/parameters.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "fhir/document.hpp"

namespace raccordo::fhir {
namespace {

/// Primitive values that any of the parameters may have.
constexpr std::array<std::string_view, 8> kTexts = {"valueCode",     "valueUri",       "valueString",
                                                    "valueUrl",      "valueCanonical", "valueDate",
                                                    "valueDateTime", "valueId"};

Coding coding_of(Document& document, const Node& node) {
  Coding coding{document.text(node, "system"), document.text(node, "code")};
  if (document.member(node, "display").value) coding.display = document.text(node, "display");
  if (document.member(node, "version").value) coding.version = document.text(node, "version");
  return coding;
}

Parameter read_one(Document& document, const Node& node) {
  Parameter out;
  out.name = document.text(node, "name");
  if (out.name.empty()) document.fault(node, "a parameter needs a name");
  bool has_value = false;
  for (const auto name : kTexts) {
    if (document.member(node, name).value == nullptr) continue;
    out.text = document.text(node, name);
    has_value = true;
  }
  if (const auto flag = document.member(node, "valueBoolean"); flag.value) {
    if (flag.value->IsBool()) {
      out.text = flag.value->GetBool() ? "true" : "false";
    } else {
      document.fault(flag, "must be true or false");
    }
    has_value = true;
  }
  if (const auto coding = document.member(node, "valueCoding"); coding.value) {
    out.codings.push_back(coding_of(document, coding));
    has_value = true;
  }
  if (const auto concept_node = document.member(node, "valueCodeableConcept"); concept_node.value) {
    for (const auto& coding : document.objects(concept_node, "coding")) {
      out.codings.push_back(coding_of(document, coding));
    }
    has_value = true;
  }
  if (!has_value) {
    document.fault(node,
                   "this parameter has no value of a type that is read here: code, uri, string, canonical, "
                   "date, dateTime, boolean, Coding or CodeableConcept");
  }
  return out;
}

}  // namespace

base::Result<Parameters, Remarks> read_parameters(std::string_view json) {
  Remarks faults;
  Document document(faults);
  if (!document.parse(json)) return faults;
  const auto root = document.root();
  if (document.text(root, "resourceType") != "Parameters") {
    document.fault({nullptr, "/resourceType"}, "must be \"Parameters\"");
    return faults;
  }
  Parameters out;
  for (const auto& node : document.objects(root, "parameter")) out.push_back(read_one(document, node));
  if (!faults.empty()) return faults;
  return out;
}

Remarks unknown_parameters(const Parameters& parameters, std::span<const std::string_view> known) {
  Remarks out;
  for (const auto& parameter : parameters) {
    if (std::find(known.begin(), known.end(), parameter.name) != known.end()) continue;
    const auto near = base::nearest_name(parameter.name, known);
    out.push_back({"", "a parameter is not supported here; leave it out" +
                           (near.empty() ? std::string() : "; did you mean `" + near + "`?")});
  }
  return out;
}

std::string_view text_of(const Parameters& parameters, std::initializer_list<std::string_view> names) {
  for (const auto& parameter : parameters) {
    if (!parameter.text.empty() && std::find(names.begin(), names.end(), parameter.name) != names.end()) {
      return parameter.text;
    }
  }
  return {};
}

}  // namespace raccordo::fhir
