// The section `store` of raccordo.yaml. Called by read_config.
#pragma once

#include <filesystem>
#include <string>

#include "app/rules/yaml_reader.hpp"

namespace raccordo::app {

struct StoreSection {
  std::filesystem::path file;  ///< of SQLite; with PostgreSQL as Config::sqlite
  std::string postgres;
  bool several_nodes = false;
};

/// Either the file of SQLite, or PostgreSQL and the folder of the files that are kept beside it. Relative
/// paths begin in `folder`. `into`: with the defaults.
void read_store(YamlReader& store, const std::filesystem::path& folder, StoreSection& into);

}  // namespace raccordo::app
