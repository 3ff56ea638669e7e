// Rulebook: all that administrators write in files, loaded and checked together: scheme, profiles, tables as
// they stand in files, clients, extract definitions. Immutable; a reload makes a new one. Used by every verb.
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
  std::vector<std::shared_ptr<const mapping::Table>> tables;  ///< of the sound files: version 0, drafts
  std::map<std::string, base::FileFaults, std::less<>> faulty = {};  ///< of the others, by table
};

struct Rulebook {
  Config config;
  model::Scheme scheme;
  std::map<std::string, SourceRules, std::less<>> sources;
  intake::ClientSet clients;
  std::vector<model::ExtractDefinition> extracts;

  const SourceRules* find(std::string_view source) const {
    const auto found = sources.find(source);
    return found == sources.end() ? nullptr : &found->second;
  }
};

/// What a verb needs of the files: `decode` reads no clients and no extracts. Whoever runs the versions of
/// the store needs no table of the files to be sound: they are drafts.
enum class RulebookParts { mappings, everything, everything_but_tables };

/// What is sound of the files, and ALL faults of the rest: a faulty source, client file or extract is left
/// out. Nothing is judged by a faulty scheme: then tables and clients are left out too.
struct RulebookReading {
  std::shared_ptr<const Rulebook> book;
  base::FileFaults faults;
};
RulebookReading read_rulebook(const Config& config, RulebookParts parts);

/// The rulebook or ALL faults of all files.
base::Result<std::shared_ptr<const Rulebook>, base::FileFaults> load_rulebook(const Config& config,
                                                                              RulebookParts parts);

}  // namespace raccordo::app
