// Bundles of invented persons, and a profile for them, for the tests of the FHIR formats.
#pragma once

#include <string>
#include <vector>

#include "model/fhir_expression.hpp"
#include "unit/codecs/decode_case.hpp"

namespace raccordo::codecs {

/// A FHIR profile with the usual fields, and more lines of `fields`, and of its head.
inline std::string fhir_profile(const std::string& more = "", const std::string& head = "") {
  return "source: prova\nformat: fhir\nrecords: EpisodeOfCare\n" + head +
         "fields:\n"
         "  record_id: {first_of: [\"identifier.value\", \"id\"]}\n"
         "  version: {first_of: [\"%bundle.timestamp\", \"%lastUpdated\"], type: instant}\n"
         "  owner: {from: \"patient.resolve().address.city.extension('urn:istat').value.code\", type: "
         "istat}\n"
         "  opened: {from: period.start, type: date}\n"
         "  person: {from: \"patient.resolve().identifier.where(system = 'cf' or system = 'cf2').value\", "
         "type: "
         "person-id}\n"
         "  needs:\n"
         "    each: {resource: Condition, of: patient.resolve()}\n"
         "    fields:\n"
         "      code: {from: \"code.coding[0].code\", map: need}\n" +
         more;
}

inline std::string fhir_patient(const std::string& name, const std::string& cf = "RTONNA48D52A794K",
                                const std::string& more = "") {
  return R"({"fullUrl":"urn:uuid:)" + name +
         R"(","resource":{"resourceType":"Patient","identifier":[{"system":"cf","value":")" + cf +
         R"("}],"address":[{"city":"Bergamo","_city":{"extension":[{"url":"urn:istat","valueCoding":{"code":"016024"}}]}}])" +
         more + "}}";
}
inline std::string episode(const std::string& number, const std::string& reference,
                           const std::string& more = "") {
  return R"({"resource":{"resourceType":"EpisodeOfCare","identifier":[{"value":")" + number +
         R"("}],"status":"active","period":{"start":"2016-03-01"},"patient":{"reference":")" + reference +
         R"("})" + more + "}}";
}
inline std::string condition(const std::string& code, const std::string& reference,
                             const std::string& more = "") {
  return R"({"resource":{"resourceType":"Condition","code":{"coding":[{"code":")" + code +
         R"("}]},"subject":{"reference":")" + reference + R"("})" + more + "}}";
}
inline std::string bundle(const std::vector<std::string>& entries, const std::string& type = "collection",
                          const std::string& more = R"(,"timestamp":"2017-11-03T10:00:00Z")") {
  std::string list;
  for (const auto& entry : entries) list += (list.empty() ? "" : ",") + entry;
  return R"({"resourceType":"Bundle","type":")" + type + "\"" + more + R"(,"entry":[)" + list + "]}";
}
/// A Bundle with one case, and further entries.
inline std::string usual_bundle(const std::vector<std::string>& more = {},
                                const std::string& type = "collection") {
  std::vector<std::string> entries = {fhir_patient("p1"), episode("E1", "urn:uuid:p1")};
  entries.insert(entries.end(), more.begin(), more.end());
  return bundle(entries, type);
}

/// `severity code expression` of each issue.
inline std::vector<std::string> told(const std::vector<model::Issue>& issues) {
  std::vector<std::string> out;
  for (const auto& issue : issues)
    out.push_back(std::string(to_string(issue.severity)) + " " + std::string(to_string(issue.code)) + " " +
                  model::fhir_expression(issue.at.path));
  return out;
}

}  // namespace raccordo::codecs
