// The section `store` of raccordo.yaml. Called by read_config.
#pragma once

#include <filesystem>
#include <string>

#include "app/rules/yaml_reader.hpp"

namespace raccordo::app {

/// Either the file of SQLite, or PostgreSQL and the folder of the files that are kept beside it. Relative
/// paths begin in `folder`. `file` and `postgres` as in Config.
void read_store(YamlReader& store, const std::filesystem::path& folder, std::filesystem::path& file,
                std::string& postgres);

}  // namespace raccordo::app
