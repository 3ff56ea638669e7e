// Territory, population and abbreviations: six files of one input. Any text loads or gives faults with
// places; in what loads every Comune is found by its code, and every count belongs to one.
#include <cstdlib>

#include "fuzz_files.hpp"
#include "mapping/abbreviations_file.hpp"
#include "mapping/population_file.hpp"
#include "mapping/territory_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo;
  static const support::ScratchFolder folder;
  constexpr const char* names[] = {"territory.csv",     "ambiti.csv",     "territory-aliases.csv",
                                   "comune-groups.csv", "population.csv", "abbreviations.csv"};
  write_parts(folder, as_text(data, size), names);
  mapping::FileFaults faults;
  const auto territory = mapping::load_territory(folder.path(), faults);
  const auto population = mapping::load_population(folder.path(), territory, faults);
  const auto abbreviations = mapping::load_abbreviations(folder.path(), faults);
  for (const auto& fault : faults) {
    if (fault.file.empty() || fault.message.empty()) std::abort();
  }
  if (!faults.empty()) return 0;
  for (const auto& comune : territory.comuni()) {
    if (territory.by_istat(comune.istat_code) != &comune) std::abort();
    territory.by_name(comune.name);
  }
  for (const auto& former : territory.former()) {
    if (territory.former_by_istat(former.istat_code) != &former) std::abort();
    if (territory.by_istat(former.istat_code) != nullptr) std::abort();
    if (territory.by_istat(former.successor) == nullptr) std::abort();
    if (!former.last_day.is_full()) std::abort();
  }
  for (const auto& row : population.rows) {
    if (territory.by_istat(row.istat_code) == nullptr) std::abort();
  }
  for (const auto& [word, meaning] : abbreviations) {
    if (word.empty() || meaning.empty()) std::abort();
  }
  return 0;
}
