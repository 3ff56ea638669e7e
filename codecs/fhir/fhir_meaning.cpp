#include "codecs/fhir/fhir_meaning.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

using model::Severity;

/// The codes of R4 of a required element, with blanks around each.
struct Codes {
  std::string_view type, element, codes;
  bool is_needed = true;
};
constexpr std::array<Codes, 8> kCodes = {
    {{"EpisodeOfCare", "status", " planned waitlist active onhold finished cancelled entered-in-error "},
     {"ServiceRequest", "status", " draft active on-hold revoked completed entered-in-error unknown "},
     {"Procedure", "status",
      " preparation in-progress not-done on-hold stopped completed entered-in-error unknown "},
     {"Observation", "status",
      " registered preliminary final amended corrected cancelled entered-in-error unknown "},
     {"Encounter", "status",
      " planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown "},
     {"CarePlan", "status", " draft active on-hold revoked completed entered-in-error unknown "},
     {"ServiceRequest", "intent",
      " proposal plan directive order original-order reflex-order filler-order instance-order option ",
      false},
     {"CarePlan", "intent", " proposal plan order option ", false}}};
constexpr std::string_view kVerifications =
    " unconfirmed provisional differential confirmed refuted entered-in-error ";

/// Elements with a choice of types, in a type of which a record takes nothing.
struct Unread {
  std::string_view type, element;
};
constexpr std::array<Unread, 6> kUnread = {{{"ServiceRequest", "occurrenceTiming"},
                                            {"ServiceRequest", "quantityRatio"},
                                            {"ServiceRequest", "quantityRange"},
                                            {"Procedure", "performedString"},
                                            {"Procedure", "performedAge"},
                                            {"Procedure", "performedRange"}}};

bool is_one_of(std::string_view codes, std::string_view code) {
  if (code.empty() || code.find(' ') != std::string_view::npos) return false;
  return codes.find(" " + std::string(code) + " ") != std::string_view::npos;
}

bool is_status(std::string_view element) { return element == "status"; }

void check_code(const FhirBundle& bundle, std::uint32_t resource, const Codes& rule,
                std::vector<MeaningFault>& out) {
  const auto& tree = bundle.tree();
  const auto node = tree.member(resource, rule.element);
  if (node == kNoJsonNode || tree.at(node).kind == JsonKind::null) {
    if (rule.is_needed)
      out.push_back({resource, Severity::error,
                     "`status` is required in this resource and missing: without it nobody knows whether the "
                     "resource counts; send it"});
    return;
  }
  const auto& found = tree.at(node);
  if (found.kind != JsonKind::string || !is_one_of(rule.codes, found.text)) {
    out.push_back(
        {node, Severity::error,
         is_status(rule.element)
             ? "`status` must be one code of FHIR R4 for this resource, in small letters; correct it"
             : "`intent` must be one code of FHIR R4 for this resource, in small letters; correct it"});
  } else if (found.text == "unknown") {
    out.push_back({node, Severity::warning,
                   "the status `unknown` says nothing about whether this resource counts; send the status"});
  }
}

void check_verification(const FhirBundle& bundle, std::uint32_t resource, std::vector<MeaningFault>& out) {
  const auto& tree = bundle.tree();
  const auto node = tree.member(resource, "verificationStatus");
  if (node == kNoJsonNode || tree.at(node).kind == JsonKind::null) return;
  const auto list = tree.at(node).kind == JsonKind::object ? tree.member(node, "coding") : kNoJsonNode;
  bool is_good = list != kNoJsonNode && tree.at(list).kind == JsonKind::array;
  for (auto at = is_good ? tree.at(list).first : kNoJsonNode; at != kNoJsonNode; at = tree.at(at).next)
    is_good = is_good && tree.at(at).kind == JsonKind::object &&
              is_one_of(kVerifications, bundle.text_of(at, "code"));
  if (!is_good)
    out.push_back(
        {node, Severity::error,
         "`verificationStatus` must have a `coding` with a code of FHIR R4 (confirmed, refuted ...); "
         "correct it"});
}

void check_prohibition(const FhirBundle& bundle, std::uint32_t resource, std::vector<MeaningFault>& out) {
  const auto node = bundle.tree().member(resource, "doNotPerform");
  if (node == kNoJsonNode) return;
  const auto kind = bundle.tree().at(node).kind;
  if (kind != JsonKind::boolean && kind != JsonKind::null)
    out.push_back(
        {node, Severity::error, "`doNotPerform` must be true or false, without quotes; correct it"});
}

void check_replaced(const FhirBundle& bundle, std::uint32_t patient, std::vector<MeaningFault>& out) {
  const auto& tree = bundle.tree();
  const auto list = tree.member(patient, "link");
  if (list == kNoJsonNode || tree.at(list).kind != JsonKind::array) return;
  for (auto at = tree.at(list).first; at != kNoJsonNode; at = tree.at(at).next) {
    if (tree.at(at).kind == JsonKind::object && bundle.text_of(at, "type") == "replaced-by")
      out.push_back(
          {at, Severity::error,
           "another Patient replaces this one (`link.type` replaced-by); send the case with that one"});
  }
}

bool has_value(const FhirBundle& bundle, std::uint32_t extension) {
  const auto& tree = bundle.tree();
  for (auto at = tree.at(extension).first; at != kNoJsonNode; at = tree.at(at).next) {
    auto key = tree.at(at).key;
    if (key.starts_with('_')) key.remove_prefix(1);
    if (tree.at(at).kind != JsonKind::null && (key.starts_with("value") || key == "extension")) return true;
  }
  return false;
}

/// `quantity` of a resource, or the value of an extension; an Observation may well say `less than`.
bool is_counted_quantity(const FhirBundle& bundle, std::uint32_t quantity) {
  const auto& tree = bundle.tree();
  const auto& found = tree.at(quantity);
  if (found.key.starts_with("quantity")) return true;
  return found.key == "valueQuantity" && found.parent != kNoJsonNode &&
         !bundle.text_of(found.parent, "url").empty();
}

MeaningFault extension_fault(const FhirBundle& bundle, std::uint32_t list) {
  const auto& tree = bundle.tree();
  if (tree.at(list).kind != JsonKind::array) return {};
  for (auto at = tree.at(list).first; at != kNoJsonNode; at = tree.at(at).next) {
    if (tree.at(at).kind == JsonKind::object && !has_value(bundle, at))
      return {at, Severity::warning,
              "this extension has no value, so nothing of it was read; send its value"};
  }
  return {};
}

}  // namespace

void find_meaning_faults(const FhirBundle& bundle, const FhirBundle::Resource& resource,
                         std::vector<MeaningFault>& out) {
  for (const auto& rule : kCodes) {
    if (rule.type == resource.type) check_code(bundle, resource.node, rule, out);
  }
  if (resource.type == "Condition") check_verification(bundle, resource.node, out);
  if (resource.type == "ServiceRequest") check_prohibition(bundle, resource.node, out);
  if (resource.type == "Patient") check_replaced(bundle, resource.node, out);
  for (const auto& form : kUnread) {
    if (form.type != resource.type) continue;
    const auto node = bundle.tree().member(resource.node, form.element);
    if (node != kNoJsonNode && bundle.tree().at(node).kind != JsonKind::null)
      out.push_back({node, Severity::warning,
                     "a value of this type is not read; send a date, a Period or a Quantity in its place"});
  }
}

MeaningFault element_fault(const FhirBundle& bundle, std::uint32_t node) {
  const auto& tree = bundle.tree();
  const auto& found = tree.at(node);
  if (found.key.size() < 8 || found.kind == JsonKind::null) return {};
  if (found.key == "extension") return extension_fault(bundle, node);
  if (found.key == "implicitRules")
    return {
        node, Severity::error,
        "`implicitRules` can change the meaning of all content, and no such rules are agreed on; send the "
        "resource without it"};
  if (found.key == "comparator" && found.parent != kNoJsonNode && is_counted_quantity(bundle, found.parent))
    return {node, Severity::error,
            "a quantity with a `comparator` (less than, more than) is no number; send the quantity itself"};
  if (found.key == "valueMoney" && found.kind == JsonKind::object) {
    const auto currency = tree.member(node, "currency");
    if (currency != kNoJsonNode && tree.at(currency).kind != JsonKind::null &&
        tree.at(currency).text != "EUR")
      return {currency, Severity::error, "amounts are in euro (`currency`: `EUR`); convert the amount"};
  }
  return {};
}

}  // namespace raccordo::codecs
