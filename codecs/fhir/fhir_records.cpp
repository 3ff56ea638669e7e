#include "codecs/fhir/fhir_records.hpp"

#include <algorithm>
#include <unordered_set>

#include "codecs/fhir/fhir_meaning.hpp"
#include "codecs/fhir/fhir_view.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;

/// Of these the content of the entries is the whole message.
bool is_taken(std::string_view type) {
  return type == "collection" || type == "transaction" || type == "batch";
}

}  // namespace

std::optional<model::Issue> FhirRecords::read(const Setting& setting) {
  records_.clear();
  of_patient_.clear();
  of_node_.clear();
  has_strays_ = has_told_all_ = has_doubted_all_ = false;
  line_ = setting.line;
  if (auto refused = refuse_bundle()) return refused;
  find_records();
  if (records_.empty()) {
    const auto entries = bundle_.tree().member(bundle_.root(), "entry");
    return issue(entries == kNoJsonNode ? bundle_.root() : entries, IssueCode::malformed_document,
                 "there is no " + profile_.records +
                     " in this Bundle, so it has no record; every case is one " + profile_.records +
                     " with its Patient");
  }
  check_entries();
  check_contained();
  check_patients();
  check_owned();
  check_twins();
  check_meaning();
  check_elements();
  measure(setting.record_bytes);
  return std::nullopt;
}

model::Issue FhirRecords::issue(std::uint32_t node, IssueCode code, std::string message) const {
  model::Issue out;
  out.code = code;
  out.at = fhir_place(bundle_, node, line_);
  out.message = std::move(message);
  return out;
}

std::optional<model::Issue> FhirRecords::refuse_bundle() const {
  if (const auto& fault = bundle_.parameters_fault(); fault.message != nullptr)
    return issue(fault.node, IssueCode::malformed_document, fault.message);
  const auto& tree = bundle_.tree();
  const auto root = bundle_.root();
  const bool is_object = tree.at(root).kind == JsonKind::object;
  const auto at_member = [&](std::string_view name) {
    const auto found = is_object ? tree.member(root, name) : kNoJsonNode;
    return found == kNoJsonNode ? root : found;
  };
  if (!is_object || bundle_.text_of(root, "resourceType") != "Bundle")
    return issue(
        at_member("resourceType"), IssueCode::malformed_document,
        "a Bundle is expected here (`resourceType`: `Bundle`); put the resources of the case into one");
  const auto type = bundle_.text_of(root, "type");
  if (!is_taken(type))
    return issue(at_member("type"), IssueCode::malformed_document,
                 "the `type` of the Bundle must be collection, transaction or batch");
  const bool is_line = line_ != 0;
  if (is_line && type == "transaction")
    return issue(
        at_member("type"), IssueCode::unexpected_shape,
        "a transaction is stored completely or not at all, which is not kept for a line among others; "
        "send it alone as application/fhir+json, or with type collection or batch");
  const auto entries = tree.member(root, "entry");
  if (entries != kNoJsonNode && tree.at(entries).kind != JsonKind::array)
    return issue(entries, IssueCode::malformed_document, "`entry` of a Bundle must be a list [ ... ]");
  return std::nullopt;
}

void FhirRecords::find_records() {
  for (const auto node : bundle_.of_type(profile_.records)) {
    of_node_.emplace(node, records_.size());
    const auto patient = bundle_.patient_of(node);
    if (patient != kNoJsonNode) of_patient_.emplace(patient, records_.size());
    records_.push_back({node, 0, true, false, {}});
  }
}

void FhirRecords::add(Record& record, const model::Issue& issue) {
  if (has_room(record.issues, issue.severity, issue.code)) record.issues.push_back(issue);
}

void FhirRecords::blame(std::uint32_t resource, const model::Issue& issue) {
  if (const auto own = of_node_.find(resource); own != of_node_.end())
    return add(records_[own->second], issue);
  const auto patient = resource == kNoJsonNode ? kNoJsonNode : bundle_.patient_of(resource);
  if (const auto of = of_patient_.find(patient); of != of_patient_.end())
    return add(records_[of->second], issue);
  for (auto& record : records_) {
    add(record, issue);
    if (has_told_all_) return;
  }
  has_told_all_ = true;
}

void FhirRecords::doubt(std::uint32_t resource) {
  if (const auto own = of_node_.find(resource); own != of_node_.end()) {
    records_[own->second].is_doubtful = true;
    return;
  }
  const auto patient = resource == kNoJsonNode ? kNoJsonNode : bundle_.patient_of(resource);
  if (const auto of = of_patient_.find(patient); of != of_patient_.end()) {
    records_[of->second].is_doubtful = true;
  } else if (!has_doubted_all_) {
    for (auto& record : records_) record.is_doubtful = true;
    has_doubted_all_ = true;
  }
}

void FhirRecords::blame_strays(const model::Issue& issue) {
  if (!has_strays_ && records_.size() > 1) {
    records_.push_back({});
    has_strays_ = true;
  }
  add(records_.back(), issue);
}

bool FhirRecords::is_read(std::string_view type) const {
  const auto& read = profile_.resources;
  return type == "Patient" || std::find(read.begin(), read.end(), type) != read.end();
}

void FhirRecords::check_entries() {
  for (const auto& entry : bundle_.entries()) {
    if (entry.resource == kNoJsonNode) {
      blame_strays(issue(entry.node, IssueCode::unexpected_shape,
                         "an entry must hold a `resource` with its `resourceType`; deletions and queries are "
                         "not taken"));
    } else if (bundle_.text_of(entry.resource, "resourceType") == "Bundle") {
      blame_strays(issue(entry.resource, IssueCode::unexpected_shape,
                         "a Bundle within a Bundle is not read; send each on its own, or a line each as "
                         "application/fhir+ndjson"));
    }
    check_request(entry);
  }
}

void FhirRecords::check_patients() {
  std::unordered_set<std::uint32_t> described;  // Patients that a list of the profile reads something about
  for (const auto& resource : bundle_.resources()) {
    if (resource.type != "Patient" && is_read(resource.type)) described.insert(resource.patient);
  }
  // Each further one would be read with all that is about the Patient.
  constexpr std::size_t most_read = 16;
  std::size_t seconds = 0;
  for (std::size_t number = 0; number < records_.size(); ++number) {
    auto& record = records_[number];
    if (record.node == kNoJsonNode) continue;
    const auto patient = bundle_.patient_of(record.node);
    if (patient == kNoJsonNode) {
      const auto reference = bundle_.tree().member(record.node, "patient");
      add(record, issue(reference == kNoJsonNode ? record.node : reference, IssueCode::unexpected_shape,
                        "`patient` of " + profile_.records +
                            " must lead to a Patient in this Bundle: by its fullUrl, as Patient/id, or "
                            "contained"));
      continue;
    }
    if (of_patient_.at(patient) == number) continue;
    record.is_read = ++seconds <= most_read;
    if (record.is_read && !described.contains(patient)) continue;
    add(record, issue(record.node, IssueCode::unexpected_shape,
                      "a second " + profile_.records +
                          " of one Patient in this Bundle: what is about the Patient would be counted "
                          "twice; send each in a Bundle of its own"));
  }
}

void FhirRecords::check_owned() {
  for (const auto& resource : bundle_.resources()) {
    if (!is_read(resource.type) || of_node_.contains(resource.node)) continue;
    if (resource.patient != kNoJsonNode && of_patient_.contains(resource.patient)) continue;
    const auto place = resource.reference == kNoJsonNode ? resource.node : resource.reference;
    const auto type = std::string(resource.type);
    if (resource.type == "Patient")
      blame_strays(issue(place, IssueCode::unexpected_shape,
                         "a Patient without " + profile_.records +
                             " in this Bundle: a Bundle holds the Patients of its cases and no others"));
    else if (resource.patient == kNoJsonNode)
      blame_strays(
          issue(place, IssueCode::unexpected_shape,
                "the subject of this " + type +
                    " is no Patient of this Bundle, so it belongs to no case; correct the reference, "
                    "or leave the resource out"));
    else
      blame_strays(issue(place, IssueCode::unexpected_shape,
                         "the Patient of this " + type + " has no " + profile_.records +
                             " in this Bundle, so it belongs to no case"));
  }
}

void FhirRecords::check_twins() {
  for (const auto& twin : bundle_.twins()) {
    const auto found = issue(twin.place, IssueCode::unexpected_shape,
                             "two entries have this address, so references to it are ambiguous; give each "
                             "entry a `fullUrl` of its own");
    blame(twin.first, found);
    if (bundle_.patient_of(twin.first) != bundle_.patient_of(twin.second)) blame(twin.second, found);
  }
}

void FhirRecords::measure(std::size_t record_bytes) {
  for (const auto& resource : bundle_.resources()) {
    const auto& entry = bundle_.entries()[resource.entry];
    if (resource.node != entry.resource) continue;
    auto found = of_node_.find(resource.node);
    if (found == of_node_.end()) {
      found = of_patient_.find(resource.patient);
      if (found == of_patient_.end()) continue;
    }
    records_[found->second].bytes += entry.bytes;
  }
  for (auto& record : records_) {
    if (record.bytes <= record_bytes || record.node == kNoJsonNode) continue;
    auto large = issue(record.node, IssueCode::record_too_large,
                       "the entries of this case have more than " + std::to_string(record_bytes) +
                           " bytes in all; send less in one case");
    record.issues = {std::move(large)};
  }
}

std::vector<std::size_t> FhirRecords::owners() const {
  std::vector<std::size_t> out;
  out.reserve(bundle_.entries().size());
  for (const auto& entry : bundle_.entries()) {
    const auto own = of_node_.find(entry.resource);
    if (own != of_node_.end()) {
      out.push_back(own->second + 1);
      continue;
    }
    const auto patient = entry.resource == kNoJsonNode ? kNoJsonNode : bundle_.patient_of(entry.resource);
    const auto of = of_patient_.find(patient);
    const bool is_stray = entry.resource == kNoJsonNode ||
                          is_read(bundle_.text_of(entry.resource, "resourceType")) ||
                          !is_r4_resource(bundle_.text_of(entry.resource, "resourceType"));
    out.push_back(of != of_patient_.end() ? of->second + 1 : is_stray ? records_.size() : 0);
  }
  return out;
}

}  // namespace raccordo::codecs
