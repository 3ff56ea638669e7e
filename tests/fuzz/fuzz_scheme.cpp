// Code systems: area.csv and intervention.csv of the input beside a small scheme. Any text loads or gives
// faults with places; in a loaded scheme every parent exists, and there is no cycle.
#include <cstdlib>

#include "fuzz_files.hpp"
#include "mapping/scheme_file.hpp"
#include "model/field.hpp"

namespace {

void write_small_scheme(const raccordo::support::ScratchFolder& folder) {
  for (const auto& row : raccordo::model::field_table()) {
    if (!row.code_system.empty()) {
      folder.write(std::string(row.code_system) + ".csv", "code,label_it,label_en\nx,X,X\n");
    }
  }
  folder.write("territory.csv",
               "comune,istat_code,belfiore_code,ambito,distretto\nBergamo,016024,A794,bergamo,Bergamo\n");
  folder.write("ambiti.csv", "ambito,nome,distretto\nbergamo,Bergamo,Bergamo\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo;
  static const support::ScratchFolder folder;
  static const bool once = (write_small_scheme(folder), true);
  constexpr const char* names[] = {"area.csv", "intervention.csv"};
  write_parts(folder, as_text(data, size), names);
  const auto scheme = mapping::load_scheme(folder.path());
  if (!scheme) return scheme.error().empty() ? std::abort(), 0 : 0;
  const auto* areas = scheme->find("area");
  if (!once || areas == nullptr) std::abort();
  for (const auto& code : areas->codes()) {
    std::size_t steps = 0;
    for (const auto* at = &code; !at->parent.empty(); at = areas->find(at->parent)) {
      if (areas->find(at->parent) == nullptr || ++steps > areas->codes().size()) std::abort();
    }
  }
  return 0;
}
