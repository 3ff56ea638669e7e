#include "app/rules/rulebook.hpp"

#include <algorithm>

#include "app/rules/rate_checks.hpp"
#include "base/plain_file.hpp"
#include "codecs/fixed_values.hpp"
#include "codecs/profile_file.hpp"
#include "mapping/scheme_file.hpp"
#include "mapping/table_file.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

/// Folders of mappings/ with a profile, by name.
std::vector<fs::path> source_folders(const fs::path& mappings) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(mappings, error)) {
    if (entry.is_directory() && base::is_present(entry.path() / "profile.yaml"))
      folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

void load_tables(SourceRules& rules, const model::Scheme& scheme, base::FileFaults& faults) {
  for (const auto& use : rules.profile.tables()) {
    const mapping::TableIdentity identity{rules.profile.source(), use.table, use.code_system};
    const auto file = rules.folder / (use.table + ".csv");
    auto table = mapping::load_table(file, identity, scheme);
    if (table) {
      rules.tables.push_back(std::make_shared<const mapping::Table>(std::move(*table)));
    } else {
      base::append(faults, table.error());
      rules.faulty.emplace(use.table, table.error());
    }
  }
}

enum class SchemeState { sound, faulty };

void load_source(const fs::path& folder, Rulebook& book, SchemeState scheme, RulebookParts parts,
                 base::FileFaults& faults) {
  auto profile = codecs::load_profile(folder / "profile.yaml");
  if (!profile) {
    base::append(faults, profile.error());
    return;
  }
  if (profile->source() != folder.filename().string()) {
    faults.push_back({(folder / "profile.yaml").string(), 1,
                      "`source` says " + profile->source() + " but the folder is " +
                          folder.filename().string() + ": give both the same name"});
    return;
  }
  if (scheme == SchemeState::faulty) return;
  const auto fixed = codecs::fixed_value_faults(*profile, book.scheme, (folder / "profile.yaml").string());
  if (!fixed.empty()) return base::append(faults, fixed);
  SourceRules rules{std::move(*profile), folder, {}};
  base::FileFaults of_tables;
  load_tables(rules, book.scheme, of_tables);
  if (parts != RulebookParts::everything_but_tables) {
    base::append(faults, of_tables);
    if (!of_tables.empty()) return;
  }
  book.sources.emplace(folder.filename().string(), std::move(rules));
}

void load_clients(Rulebook& book, base::FileFaults& faults) {
  auto clients = intake::load_clients(book.config.clients, book.scheme.territory);
  if (!clients) {
    base::append(faults, clients.error());
    return;
  }
  book.clients = std::move(*clients);
  book.webhook_keys = load_webhook_keys(book.clients, book.config.clients.string(), faults);
  for (const auto& client : book.clients.all()) {
    for (const auto& source : client.sources) {
      if (base::is_present(book.config.mappings / source / "profile.yaml")) continue;
      faults.push_back({book.config.clients.string(), client.line,
                        "client " + client.name + " names the source " + source +
                            ", which has no folder in " + book.config.mappings.string() +
                            ": correct the name or add the folder"});
    }
  }
}

void load_extracts(Rulebook& book, base::FileFaults& faults) {
  auto extracts = aggregate::load_catalogue(book.config.mappings / "extracts");
  if (extracts) {
    book.extracts = std::move(*extracts);
  } else {
    base::append(faults, extracts.error());
  }
}

}  // namespace

RulebookReading read_rulebook(const Config& config, RulebookParts parts) {
  base::FileFaults faults;
  auto book = std::make_shared<Rulebook>();
  book->config = config;
  auto scheme = mapping::load_scheme(config.mappings / "scheme");
  const auto state = scheme ? SchemeState::sound : SchemeState::faulty;
  if (scheme) {
    book->scheme = std::move(*scheme);
  } else {
    base::append(faults, scheme.error());
  }
  const auto folders = source_folders(config.mappings);
  if (folders.empty()) {
    faults.push_back({config.mappings.string(), 0, "holds no source: add a folder with a profile.yaml"});
  }
  for (const auto& folder : folders) load_source(folder, *book, state, parts, faults);
  if (parts != RulebookParts::mappings) {
    if (state == SchemeState::sound && !config.clients.empty()) load_clients(*book, faults);
    load_extracts(*book, faults);
    if (state == SchemeState::sound)
      base::append(faults, rate_faults(book->extracts, book->scheme, population_file(config)));
  }
  return {std::move(book), std::move(faults)};
}

std::string population_file(const Config& config) {
  return (config.mappings / "scheme" / "population.csv").string();
}

base::Result<std::shared_ptr<const Rulebook>, base::FileFaults> load_rulebook(const Config& config,
                                                                              RulebookParts parts) {
  auto reading = read_rulebook(config, parts);
  if (!reading.faults.empty()) return std::move(reading.faults);
  return std::move(reading.book);
}

}  // namespace raccordo::app
