// ConceptMap: any input is a table or a list of faults with places; a table round-trips.
#include <cstdlib>

#include "fhir/concept_map.hpp"
#include "fhir/parameters.hpp"
#include "fhir/translate.hpp"
#include "model/scheme.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo;
  static const model::Scheme scheme = [] {
    model::Scheme made;
    made.systems.emplace("need",
                         model::CodeSystem("need", {{"meals", "Pasti", "Meals", "", {}, {}, {}, {}}}));
    return made;
  }();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const mapping::TableIdentity identity{"src", "need", "need", 1};
  if (const auto parameters = fhir::read_parameters(text)) fhir::translate_question(*parameters);
  const auto map = fhir::read_concept_map(text, identity, scheme);
  if (!map) {
    if (map.error().empty() || map.error().size() > fhir::kMostFaults) std::abort();
    return 0;
  }
  const auto written =
      fhir::write_concept_map(map->table, {{"https://x", "", ""}, "", "need", "active"}, scheme);
  const auto again = fhir::read_concept_map(written.json, identity, scheme);
  if (!again) std::abort();
  if (written.not_carried.empty() && mapping::write_table(again->table) != mapping::write_table(map->table)) {
    std::abort();
  }
  return 0;
}
