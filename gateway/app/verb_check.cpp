#include <yaml-cpp/yaml.h>

#include <iostream>

#include "app/certificate_watch.hpp"
#include "app/examples.hpp"
#include "app/faults.hpp"
#include "app/file_modes.hpp"
#include "app/key_check.hpp"
#include "app/keyring.hpp"
#include "app/verbs.hpp"
#include "mapping/code_text.hpp"
#include "privacy/code_masking.hpp"
#include "store/store_check.hpp"

namespace raccordo::app {
namespace {

/// The line of `section.key` in the configuration, which is readable YAML; 0 if it is not there.
int line_of(const YAML::Node& root, const std::string& section, const std::string& key) {
  const auto inside = root[section];
  if (!inside || !inside.IsMap() || !inside[key]) return 0;
  return inside[key].Mark().line + 1;
}

/// The key files, and whether the store that is there was written with them.
void check_keys(const Config& config, int line, base::FileFaults& faults) {
  const auto keys = load_keyring(config);
  if (!keys) return faults.push_back({config.file.string(), line, keys.error().message});
  try {
    const auto checks = store::read_key_checks(config.sqlite.string());
    if (!checks) return;
    if (auto fault = fault_of_keys(*checks, **keys)) {
      faults.push_back({config.file.string(), line, std::move(*fault)});
    }
  } catch (const base::SystemFault& fault) {
    faults.push_back({config.sqlite.string(), 0, fault.what()});
  }
}

/// Files that `serve` will need.
void check_files(const Config& config, base::FileFaults& faults) {
  const auto root = YAML::LoadFile(config.file.string());
  const auto name = config.file.string();
  const auto check = [&](const std::string& key, const std::string& file) {
    if (file.empty() || std::filesystem::exists(file)) return;
    faults.push_back({name, line_of(root, "tls", key),
                      "`tls." + key + "` " + file + " does not exist: make it or correct the path"});
  };
  check("certificate", config.tls.certificate);
  check("key", config.tls.key);
  check("client_ca", config.tls.client_ca);
  check("crl", config.tls.crl);
  if (auto wrong = store::identity_fault(config.sqlite.string())) {
    faults.push_back({name, line_of(root, "store", "sqlite"), std::move(*wrong)});
  }
  if (config.pseudonym_key.empty() || config.sealing_key.empty()) return;  // told already
  check_keys(config, line_of(root, "keys", "pseudonym"), faults);
}

/// Rows that name an identifier of a person as it stands: records show such codes only in their masked form,
/// so the row maps nothing, and the file holds personal data. The message does not repeat the identifier.
void warn_of_identifiers(const mapping::Table& table, const std::string& file, const base::Hmac* key,
                         std::vector<std::string>& warnings) {
  const auto any_key = base::Hmac(std::string(32, 'k'));  // finds identifiers as well as the real one
  for (const auto& row : table.rows()) {
    for (const auto* text : {&row.source_code, &row.source_label}) {
      if (model::is_masked_code(*text) || privacy::mask_code(any_key, *text) == *text) continue;
      const auto masked = key == nullptr ? std::string(model::kMaskedCodeBegin) + "16 caratteri #...]"
                                         : privacy::mask_code(*key, *text);
      const bool is_code = text == &row.source_code;
      warnings.push_back(file + ":" + std::to_string(row.line) + ": the column " +
                         (is_code ? "source_code" : "source_label") + " holds the identifier of a person; " +
                         (is_code ? "such a row maps nothing: write the masked form that the worklist shows, "
                                  : "write the masked form, ") +
                         masked + (is_code ? "" : ", or remove it"));
    }
  }
}

/// What is no fault and may still be a slip: certificates that end soon, codes that look alike or are
/// identifiers of persons.
std::vector<std::string> warnings_of(const Config& config, const ActiveTables& tables) {
  const auto keys = load_keyring(config);
  auto warnings = expiry_warnings(net::read_certificate_dates(config.tls), base::system_clock().now());
  for (const auto& [name, source] : tables.sources()) {
    for (const auto& [table, content] : source.tables.tables()) {
      const auto file = config.mappings / name / (table + ".csv");
      for (const auto& warning : mapping::lookalike_warnings(*content, file.string())) {
        warnings.push_back(warning.file + ":" + std::to_string(warning.line) + ": " + warning.message);
      }
      warn_of_identifiers(*content, file.string(), keys ? &(*keys)->pseudonym : nullptr, warnings);
    }
  }
  return warnings;
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
  base::append(faults, faults_of_modes(config));
  auto [book, more] = read_rulebook(config, RulebookParts::everything);
  base::append(faults, more);
  const auto tables = ActiveTables::from_files(book, base::system_clock());
  for (const auto& [source, rules] : book->sources) run_examples(*tables, source, faults);
  if (faults.empty() && output == Output::text) print_summary(*book);
  return report_faults(faults, output, warnings_of(config, *tables));
}

}  // namespace raccordo::app
