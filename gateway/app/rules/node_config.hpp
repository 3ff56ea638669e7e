// The key `node` of raccordo.yaml. Called by read_config.
#pragma once

#include <string>

#include "app/rules/yaml_reader.hpp"

namespace raccordo::app {

/// The name of this gateway; by default that of the machine.
void read_node(YamlReader& yaml, std::string& into);

}  // namespace raccordo::app
