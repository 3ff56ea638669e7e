// XML documents of a profile with the checks of the CSI interchange, steps and XPath proper.
#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo::codecs;
  static const Profile profile = fuzz_profile(
      R"yaml(source: fuzz
format: xml
records: //h:PRSS_IN001004ZZ
namespaces: {h: "urn:hl7-org:v3", csi: "urn:raccordo:csi"}
checks: [csi-phases]
fields:
  record_id: {from: "h:id/@extension"}
  owner: {from: "string(.//h:censusTract)", type: istat}
  opened: {from: ".//@csi:opening/../@value", type: hl7-date}
  person: {from: ".//h:id[@csi:person='yes']/@extension", type: person-id}
  needs: {each: "//h:need", fields: {code: {first_of: ["h:code/@code", "$root/h:id/@root"], map: need}}}
  plans: {each: ".//h:carePlan", fields: {id: {from: "../../h:id[1]/@extension"}, value: {from: "text()"}}}
)yaml");
  decode_all(profile, raccordo::model::DocumentFormat::xml, {reinterpret_cast<const char*>(data), size});
  return 0;
}
