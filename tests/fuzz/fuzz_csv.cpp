// CSV documents, grouped, in Windows-1252.
#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo::codecs;
  static const Profile profile = fuzz_profile(
      R"(source: fuzz
format: csv
encoding: windows-1252
csv: {delimiter: ";", group_by: ID}
numbers: {decimal: ",", thousands: "."}
fields:
  record_id: {from: ID}
  owner: {from: COMUNE, type: comune-name}
  opened: {from: DAL}
  person: {from: CF}
  interventions: {each: {rows: {TIPO: I}}, fields: {id: {from: NOTE}, amount: {from: EURO}, start: {from: $root.DAL}}}
)");
  decode_all(profile, raccordo::model::DocumentFormat::csv, {reinterpret_cast<const char*>(data), size});
  return 0;
}
