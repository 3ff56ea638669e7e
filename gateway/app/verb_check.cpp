#include <iostream>

#include "app/examples.hpp"
#include "app/faults.hpp"
#include "app/keyring.hpp"
#include "app/verbs.hpp"

namespace raccordo::app {
namespace {

void check_file(const std::string& file, const std::string& what, const Config& config,
                base::FileFaults& faults) {
  if (file.empty() || std::filesystem::exists(file)) return;
  faults.push_back(
      {config.file.string(), 0, what + " " + file + " does not exist: make it or mend the path"});
}

/// Files that `serve` will need.
void check_files(const Config& config, base::FileFaults& faults) {
  check_file(config.tls.certificate, "`tls.certificate`", config, faults);
  check_file(config.tls.key, "`tls.key`", config, faults);
  check_file(config.tls.client_ca, "`tls.client_ca`", config, faults);
  check_file(config.tls.crl, "`tls.crl`", config, faults);
  const auto keys = load_keyring(config);
  if (!keys) faults.push_back({config.file.string(), 0, keys.error().message});
}

}  // namespace

int run_check(const std::string& config_file, Output output) {
  const auto config = load_config(config_file);
  if (!config) return report_faults(config.error(), output);
  base::FileFaults faults;
  check_files(*config, faults);
  const auto book = load_rulebook(*config, RulebookParts::everything);
  if (!book) {
    base::append(faults, book.error());
    return report_faults(faults, output);
  }
  const auto tables = ActiveTables::from_files(*book, base::system_clock());
  for (const auto& [source, rules] : (*book)->sources) run_examples(*tables, source, faults);
  if (faults.empty() && output == Output::text) {
    std::cout << "All is well: " << (*book)->sources.size() << " sources, " << (*book)->scheme.systems.size()
              << " code systems, " << (*book)->extracts.size() << " extracts, "
              << (*book)->clients.all().size() << " clients.\n";
  }
  return report_faults(faults, output);
}

}  // namespace raccordo::app
