// What FhirRecords finds wrong within resources: in `contained`, and in elements that change the meaning of
// what is around them.
#include <algorithm>
#include <utility>

#include "codecs/fhir/fhir_condition.hpp"
#include "codecs/fhir/fhir_meaning.hpp"
#include "codecs/fhir/fhir_records.hpp"
#include "codecs/fhir/fhir_view.hpp"

namespace raccordo::codecs {
namespace {

/// `Type`, or `Type/id`, of the resource in the entry.
bool is_address_of(std::string_view url, std::string_view type) {
  if (!url.starts_with(type)) return false;
  url.remove_prefix(type.size());
  return url.empty() || (url.front() == '/' && url.find_first_of("/?", 1) == std::string_view::npos);
}

}  // namespace

using model::IssueCode;

void FhirRecords::check_request(const FhirBundle::Entry& entry) {
  const auto& tree = bundle_.tree();
  const auto request = tree.member(entry.node, "request");
  if (entry.resource == kNoJsonNode) return;
  const auto refuse = [&](std::uint32_t node, const char* message) {
    blame(entry.resource, issue(node, IssueCode::unexpected_shape, message));
  };
  if (request == kNoJsonNode) {
    if (bundle_.text_of(bundle_.root(), "type") == "transaction")
      refuse(entry.node, "each entry of a transaction must have a `request` with `method` and `url`");
    return;
  }
  const auto method = bundle_.text_of(request, "method");
  if (method != "POST" && method != "PUT")
    return refuse(request,
                  "`request.method` of an entry must be POST or PUT: a Bundle holds what is to be stored");
  for (const char* condition : {"ifMatch", "ifNoneMatch", "ifModifiedSince"}) {
    const auto found = tree.member(request, condition);
    if (found != kNoJsonNode && tree.at(found).kind != JsonKind::null)
      return refuse(found,
                    "resources have no versions and no times of their own here, so this condition cannot be "
                    "kept: the newer version of a case wins; send the entry without it");
  }
  check_conditions(entry, request);
}

void FhirRecords::check_conditions(const FhirBundle::Entry& entry, std::uint32_t request) {
  const auto& tree = bundle_.tree();
  const auto refuse = [&](std::uint32_t node, const char* message) {
    blame(entry.resource, issue(node, IssueCode::unexpected_shape, message));
  };
  const auto type = bundle_.text_of(entry.resource, "resourceType");
  const bool is_update = bundle_.text_of(request, "method") == "PUT";
  const auto absent = tree.member(request, "ifNoneExist");
  if (absent != kNoJsonNode && tree.at(absent).kind != JsonKind::null) {
    const auto number = own_identifier(bundle_, entry.resource, tree.at(absent).text);
    if (is_update) return refuse(absent, "`ifNoneExist` belongs to POST; send PUT without it");
    if (line_ != 0)
      return refuse(absent,
                    "a condition is kept for a Bundle alone, not for a line among others; send it alone");
    if (!number)
      return refuse(absent,
                    "`ifNoneExist` must be `identifier=system|value` with an identifier of this resource: a "
                    "case is recognised by that alone; correct it");
    note_condition(entry.resource, {*number, true, fhir_place(bundle_, absent, line_)});
  }
  const auto url = tree.member(request, "url");
  if (url == kNoJsonNode || is_address_of(tree.at(url).text, type)) return;
  const auto text = tree.at(url).text;
  const auto mark = text.find('?');
  if (mark == std::string_view::npos || text.substr(0, mark) != type || !is_update)
    return refuse(url,
                  "`request.url` must be the type of the entry's resource, the type and its id, or with PUT "
                  "the type and a search for its identifier; correct it");
  const auto number = own_identifier(bundle_, entry.resource, text.substr(mark + 1));
  if (!number)
    return refuse(url,
                  "a search in `request.url` must be `identifier=system|value` with an identifier of this "
                  "resource: a case is recognised by that alone; correct it");
  note_condition(entry.resource, {*number, false, fhir_place(bundle_, url, line_)});
}

void FhirRecords::note_condition(std::uint32_t resource, RecordCondition condition) {
  // What belongs to a case is stored with it or not at all, so a condition on it changes nothing.
  const auto own = of_node_.find(resource);
  if (own != of_node_.end()) records_[own->second].condition = std::move(condition);
}

void FhirRecords::check_contained() {
  for (const auto node : bundle_.bad_contained())
    blame(bundle_.resource_around(node),
          issue(node, IssueCode::unexpected_shape,
                "`contained` must be a list of resources, each with its `resourceType`; correct it"));
  for (const auto& resource : bundle_.resources()) {
    if (resource.type != profile_.records || of_node_.contains(resource.node)) continue;
    blame(bundle_.entries()[resource.entry].resource,
          issue(resource.node, IssueCode::unexpected_shape,
                "a contained " + profile_.records + " is no record; send it in an entry of its own"));
  }
}

void FhirRecords::check_meaning() {
  std::vector<MeaningFault> faults;
  for (const auto& resource : bundle_.resources()) {
    if (!is_r4_resource(resource.type)) {
      const auto found = issue(resource.node, IssueCode::unexpected_shape,
                               "`resourceType` is no type of resource in FHIR R4; correct it");
      const auto of = of_patient_.find(resource.patient);
      if (of == of_patient_.end())
        blame_strays(found);
      else
        add(records_[of->second], found);
      continue;
    }
    const bool is_record = of_node_.contains(resource.node);
    if (!is_record && !is_read(resource.type)) continue;
    faults.clear();
    find_meaning_faults(bundle_, resource, faults);
    for (const auto& fault : faults) blame_fault(resource.node, fault);
  }
}

void FhirRecords::blame_fault(std::uint32_t resource, const MeaningFault& fault) {
  auto found = issue(fault.node, IssueCode::unexpected_shape, fault.message);
  found.severity = fault.severity;
  if (fault.severity == model::Severity::error) doubt(resource);
  blame(resource, found);
}

void FhirRecords::check_elements() {
  const auto& tree = bundle_.tree();
  for (std::uint32_t node = 0; node < tree.size(); ++node) {
    if (tree.at(node).key == "modifierExtension") {
      check_modifiers(node);
    } else if (const auto fault = element_fault(bundle_, node); fault.message != nullptr) {
      const auto around = bundle_.resource_around(node);
      const bool counts = around == kNoJsonNode || of_node_.contains(around) ||
                          is_read(bundle_.text_of(around, "resourceType"));
      if (counts || fault.severity == model::Severity::error) blame_fault(around, fault);
    }
  }
}

void FhirRecords::check_modifiers(std::uint32_t node) {
  const auto& tree = bundle_.tree();
  const auto& known = profile_.modifiers;
  auto each = tree.at(node).kind == JsonKind::array ? tree.at(node).first : node;
  for (; each != kNoJsonNode; each = each == node ? kNoJsonNode : tree.at(each).next) {
    const auto url = tree.at(each).kind == JsonKind::object ? bundle_.text_of(each, "url") : "";
    if (!url.empty() && std::find(known.begin(), known.end(), url) != known.end()) continue;
    doubt(bundle_.resource_around(node));
    blame(bundle_.resource_around(node),
          issue(each, IssueCode::unexpected_shape,
                "a `modifierExtension` that the profile does not name can change the meaning of the element "
                "around it; send the case without it, or agree on it first"));
  }
}

}  // namespace raccordo::codecs
