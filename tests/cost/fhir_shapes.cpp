#include "cost/fhir_shapes.hpp"

namespace raccordo::cost {
namespace {

std::string number(std::size_t i) { return std::to_string(i); }

/// `count` parts with commas between.
std::string listed(std::size_t count, const std::function<std::string(std::size_t)>& part) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += (i == 0 ? "" : ",") + part(i);
  return all;
}
std::string entry(const std::string& resource, const std::string& more = "") {
  return "{" + more + "\"resource\":" + resource + "}";
}
std::string of_type(const std::string& type, const std::string& members) {
  return R"({"resourceType":")" + type + "\"" + members + "}";
}
std::string reference(const std::string& name, const std::string& to) {
  return ",\"" + name + R"(":{"reference":")" + to + "\"}";
}
std::string patient(const std::string& id, const std::string& more = "") {
  return of_type("Patient", R"(,"id":")" + id + "\"" + more);
}
std::string episode(const std::string& id, const std::string& of, const std::string& more = "") {
  return of_type("EpisodeOfCare", R"(,"id":")" + id + "\"" + reference("patient", of) + more);
}
std::string condition(const std::string& of, const std::string& more = "") {
  return of_type("Condition", R"(,"code":{"coding":[{"code":"x"}]})" + reference("subject", of) + more);
}
std::string bundle(const std::string& entries) {
  return of_type("Bundle", R"(,"type":"batch","entry":[)" + entries + "]");
}
/// One case, and further entries.
std::string with_case(const std::string& entries, const std::string& episode_members = "") {
  return bundle(entry(patient("1")) + "," + entry(episode("E", "Patient/1", episode_members)) + "," +
                entries);
}

std::string conditions(std::size_t size) {
  return with_case(listed(size, [](auto) { return entry(condition("Patient/1")); }));
}
std::string cases(std::size_t size) {
  return bundle(listed(size, [](auto i) {
    return entry(patient(number(i))) + "," + entry(episode("E" + number(i), "Patient/" + number(i)));
  }));
}
std::string episodes(std::size_t size) {
  return with_case(listed(size, [](auto i) { return entry(episode("E" + number(i), "Patient/1")); }));
}
std::string strays(std::size_t size) {
  return with_case(listed(size, [](auto i) { return entry(condition("Patient/x" + number(i))); }));
}
std::string twins(std::size_t size) {
  return with_case(listed(size, [](auto) { return entry(condition("Patient/1"), R"("fullUrl":"urn:x",)"); }));
}
std::string modifiers(std::size_t size) {
  return with_case(entry(condition(
      "Patient/1", ",\"modifierExtension\":[" + listed(size, [](auto) { return std::string("0"); }) + "]")));
}
std::string contained(std::size_t size) {
  const auto all =
      listed(size, [](auto i) { return condition("#" + number(i), R"(,"id":")" + number(i) + "\""); });
  return with_case(entry(condition("Patient/1", ",\"contained\":[" + all + "]")));
}
std::string lost_contained(std::size_t size) {
  const auto all = listed(size, [](auto i) { return condition("#x" + number(i)); });
  return with_case(entry(condition("Patient/1", ",\"contained\":[" + all + "]")));
}
/// Many references within an entry with many members.
std::string entry_members(std::size_t size) {
  const auto all = listed(size, [](auto) { return condition("Patient/1"); });
  const auto members = listed(size, [](auto i) { return "\"m" + number(i) + "\":0"; });
  return with_case(entry(condition("Patient/1", ",\"contained\":[" + all + "]"), members + ","));
}
/// Many references within an entry with a long address.
std::string long_address(std::size_t size) {
  const auto all = listed(size, [](auto) { return condition("Patient/1"); });
  const auto address = R"("fullUrl":"http://)" + std::string(size * 16, 'x') + R"(/Condition/1",)";
  return with_case(entry(condition("Patient/1", ",\"contained\":[" + all + "]"), address));
}
std::string long_reference(std::size_t size) {
  return with_case(entry(condition("Patient/" + std::string(size * 16, 'x'))));
}
std::string identifiers(std::size_t size) {
  const auto all = listed(size, [](auto i) { return R"({"system":"cf","value":")" + number(i) + "\"}"; });
  return bundle(entry(patient("1", ",\"identifier\":[" + all + "]")) + "," +
                entry(episode("E", "Patient/1")));
}
std::string requests(std::size_t size) {
  const auto all = listed(size, [](auto) { return std::string(R"({"reference":"Condition/c"})"); });
  return with_case(entry(condition("Patient/1", R"(,"id":"c")")), ",\"referralRequest\":[" + all + "]");
}
std::string members(std::size_t size) {
  const auto all = listed(size, [](auto i) { return "\"m" + number(i) + "\":0"; });
  return with_case(entry(condition("Patient/1", "," + all)));
}
std::string bad_entries(std::size_t size) {
  return with_case(listed(size, [](auto) { return std::string("7"); }));
}
std::string lines(std::size_t size) {
  std::string all;
  for (std::size_t i = 0; i < size; ++i)
    all += bundle(entry(patient("1")) + "," + entry(episode("E", "Patient/1"))) + "\n";
  return all;
}
std::string bad_lines(std::size_t size) {
  std::string all;
  for (std::size_t i = 0; i < size; ++i) all += "{\"a\":\n";
  return all;
}

constexpr auto F = model::DocumentFormat::fhir;
constexpr auto L = model::DocumentFormat::fhir_ndjson;
constexpr Shape kShapes[] = {
    {F, "conditions", conditions},
    {F, "cases", cases},
    {F, "episodes", episodes},
    {F, "strays", strays},
    {F, "twins", twins},
    {F, "modifiers", modifiers},
    {F, "contained", contained},
    {F, "lost-contained", lost_contained},
    {F, "entry-members", entry_members},
    {F, "long-address", long_address},
    {F, "long-reference", long_reference},
    {F, "identifiers", identifiers},
    {F, "requests", requests},
    {F, "members", members},
    {F, "bad-entries", bad_entries},
    {L, "lines", lines},
    {L, "bad-lines", bad_lines},
};

}  // namespace

std::span<const Shape> fhir_shapes() { return kShapes; }

std::string fhir_profile() {
  return R"yaml(source: cost
format: fhir
records: EpisodeOfCare
withdrawn: "status.where($this = 'entered-in-error')"
ended: "status.where($this = 'finished')"
fields:
  record_id: {first_of: ["identifier.value", "id"]}
  version: {first_of: ["%bundle.timestamp", "%lastUpdated"], type: instant}
  owner: {from: "patient.resolve().address.where(use = 'home').city", type: comune-name}
  opened: {from: period.start, type: date}
  person: {from: "patient.resolve().identifier.where(system = 'cf' or system = 'cf2').value", type: person-id}
  access.date: {from: "referralRequest.resolve().authoredOn", type: date}
  needs:
    each: {resource: Condition, of: patient.resolve(), where: "code.coding.where(code = 'y').empty()", except: referralRequest.resolve()}
    fields: {code: {from: "code.coding[0].code", map: need}}
  plans:
    each: {resource: CarePlan, of: patient.resolve()}
    fields: {id: {from: id}, start: {from: period.start, type: date}}
)yaml";
}

}  // namespace raccordo::cost
