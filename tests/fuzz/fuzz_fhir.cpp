// FHIR Bundles, alone and a line each: references, contained resources, choices of types.
#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo;
  using namespace raccordo::codecs;
  static const Profile profile = fuzz_profile(
      R"yaml(source: fuzz
format: fhir
records: EpisodeOfCare
withdrawn: "status.where($this = 'entered-in-error')"
ended: "status.where($this = 'finished')"
fields:
  record_id: {first_of: ["identifier.value", "id"]}
  version: {first_of: ["%bundle.timestamp", "%lastUpdated"], type: instant}
  owner: {from: "patient.resolve().address.last().city.extension('c').value.code", type: istat}
  opened: {from: "period.start", type: date}
  person: {from: "patient.resolve().ofType(Patient).identifier.where(system = 'x' or use.empty()).value"}
  access.date: {from: "%bundle.ofType(ServiceRequest).where(subject.resolve().exists()).authoredOn", type: date}
  needs: {each: {resource: Condition, of: patient.resolve(), where: "code.exists() and s != 'x'", except: a.resolve()}, fields: {code: {from: "code.coding[0].code", map: need}}}
  plans: {each: "account.resolve()", fields: {start: {first_of: ["o.ofType(Period).start", "o.ofType(dateTime)"]}}}
)yaml");
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  decode_all(profile, model::DocumentFormat::fhir, text);
  decode_all(profile, model::DocumentFormat::fhir_ndjson, text);
  return 0;
}
