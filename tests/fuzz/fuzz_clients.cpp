// clients.yaml: any text loads or gives faults; each listed client is found by its own certificate.
#include <cstdlib>

#include "intake/clients.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo;
  static const model::Territory territory({{"Bergamo", "016024", "A794", "bergamo", "Bergamo", ""},
                                           {"Treviglio", "016219", "L400", "treviglio", "Bergamo Ovest", ""}},
                                          {{"bergamo", "Bergamo"}, {"treviglio", "Treviglio"}}, {});
  const auto set =
      intake::read_clients({reinterpret_cast<const char*>(data), size}, "clients.yaml", territory);
  if (!set) {
    if (set.error().empty()) std::abort();
    return 0;
  }
  for (const auto& client : set->all()) {
    if (client.name.empty() || set->by_name(client.name) != &client) std::abort();
    if (client.may(intake::Right::submit) && client.sources.empty()) std::abort();
  }
  return 0;
}
