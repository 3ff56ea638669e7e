// JSON documents of a profile with descendants, filters and lists.
#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo::codecs;
  static const Profile profile = fuzz_profile(
      R"(source: fuzz
format: json
records: $.cartelle[*]
fields:
  record_id: {from: $.id}
  owner: {from: $.comune, type: istat}
  opened: {from: $.dal, type: date}
  person: {from: $.cf}
  person.birth_date: {from: $.nato, type: hl7-date}
  needs: {each: "$..b[?@.t=='x' || !@.n]", fields: {code: {first_of: [$.c, $root.c], map: need}}}
  plans: {each: "$.p[*]", fields: {value: {from: $.v}, start: {from: $.s}}}
)");
  decode_all(profile, raccordo::model::DocumentFormat::json, {reinterpret_cast<const char*>(data), size});
  return 0;
}
