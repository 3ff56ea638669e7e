// raccordo.yaml: any text loads or gives faults with lines; loaded values are within their bounds.
#include <cstdlib>

#include "app/rules/config.hpp"
#include "fuzz_files.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo;
  static const support::ScratchFolder folder;
  const auto file = folder.write("raccordo.yaml", as_text(data, size));
  const auto config = app::load_config(file);
  if (!config) {
    for (const auto& fault : config.error()) {
      if (fault.message.empty()) std::abort();
    }
    return config.error().empty() ? std::abort(), 0 : 0;
  }
  if (config->disclosure.k < 3 || config->limits.body == 0 || config->limits.depth < 1 ||
      config->tls.certificate.empty() || config->pseudonym_key.empty() || !config->sqlite.is_absolute()) {
    std::abort();
  }
  return 0;
}
