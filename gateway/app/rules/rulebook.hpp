// Rulebook: all files of administrators, loaded and checked together: scheme, profiles, tables as files,
// clients, extract definitions. Immutable; a reload makes a new one. Used by every verb.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/rules/config.hpp"
#include "base/file_fault.hpp"
#include "codecs/profile.hpp"
#include "intake/clients.hpp"
#include "mapping/table.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::app {

struct SourceRules {
  codecs::Profile profile;
  std::filesystem::path folder;
  std::vector<std::shared_ptr<const mapping::Table>> tables;  ///< of the valid files: version 0, drafts
  std::map<std::string, base::FileFaults, std::less<>> faulty = {};  ///< of the others, by table
};

struct Rulebook {
  Config config;
  model::Scheme scheme;
  std::map<std::string, SourceRules, std::less<>> sources;
  intake::ClientSet clients;
  WebhookKeys webhook_keys;  ///< of the clients that have a webhook
  std::vector<model::ExtractDefinition> extracts;

  const SourceRules* find(std::string_view source) const {
    const auto found = sources.find(source);
    return found == sources.end() ? nullptr : &found->second;
  }
};

/// The files that a verb needs: `decode` reads no clients and no extracts. Verbs that use the versions of the
/// store accept faulty table files, which are drafts.
enum class RulebookParts { mappings, everything, everything_but_tables };

/// The valid part of the files, and all faults of the rest: a faulty source, client file or extract is left
/// out. With a faulty scheme, tables and clients are left out as well.
struct RulebookReading {
  std::shared_ptr<const Rulebook> book;
  base::FileFaults faults;
};
RulebookReading read_rulebook(const Config& config, RulebookParts parts);

/// The file of the inhabitants, perhaps absent.
std::string population_file(const Config& config);

/// The rulebook or all faults of all files.
base::Result<std::shared_ptr<const Rulebook>, base::FileFaults> load_rulebook(const Config& config,
                                                                              RulebookParts parts);

}  // namespace raccordo::app
