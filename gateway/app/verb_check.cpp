#include <yaml-cpp/yaml.h>

#include <iostream>

#include "app/examples.hpp"
#include "app/faults.hpp"
#include "app/keyring.hpp"
#include "app/verbs.hpp"

namespace raccordo::app {
namespace {

/// The line of `section.key` in the configuration, which is readable YAML; 0 if it is not there.
int line_of(const YAML::Node& root, const std::string& section, const std::string& key) {
  const auto inside = root[section];
  if (!inside || !inside.IsMap() || !inside[key]) return 0;
  return inside[key].Mark().line + 1;
}

/// Files that `serve` will need.
void check_files(const Config& config, base::FileFaults& faults) {
  const auto root = YAML::LoadFile(config.file.string());
  const auto name = config.file.string();
  const auto check = [&](const std::string& key, const std::string& file) {
    if (file.empty() || std::filesystem::exists(file)) return;
    faults.push_back({name, line_of(root, "tls", key),
                      "`tls." + key + "` " + file + " does not exist: make it or mend the path"});
  };
  check("certificate", config.tls.certificate);
  check("key", config.tls.key);
  check("client_ca", config.tls.client_ca);
  check("crl", config.tls.crl);
  if (config.pseudonym_key.empty() || config.sealing_key.empty()) return;  // told already
  const auto keys = load_keyring(config);
  if (!keys) faults.push_back({name, line_of(root, "keys", "pseudonym"), keys.error().message});
}

void print_summary(const Rulebook& book) {
  std::cout << "All is well: " << book.sources.size() << " sources, " << book.scheme.systems.size()
            << " code systems, " << book.extracts.size() << " extracts, " << book.clients.all().size()
            << " clients.\n";
}

}  // namespace

int run_check(const std::string& config_file, Output output) {
  auto [config, faults, readable] = read_config(config_file);
  if (!readable) return report_faults(faults, output);
  check_files(config, faults);
  auto [book, more] = read_rulebook(config, RulebookParts::everything);
  base::append(faults, more);
  const auto tables = ActiveTables::from_files(book, base::system_clock());
  for (const auto& [source, rules] : book->sources) run_examples(*tables, source, faults);
  if (faults.empty() && output == Output::text) print_summary(*book);
  return report_faults(faults, output);
}

}  // namespace raccordo::app
