// The parts of raccordo.yaml for the web console: its files, and the public body that it names at the foot of
// each page. Used by config.cpp and by the answer to /v1/whoami.
#pragma once

#include <filesystem>
#include <string>

namespace raccordo::app {

class YamlReader;

/// The public body that runs the gateway. Every member may be "": it is not named then.
struct PublicBody {
  std::string name;
  /// Web addresses (https): the declaration of accessibility (law 4/2004, AgID guidelines on accessibility)
  /// and the privacy notice (art. 13 GDPR).
  std::string accessibility, privacy;
};

/// Reads the key `console`; a fault if its folder does not hold the console.
void read_console(YamlReader& yaml, const std::filesystem::path& folder, std::filesystem::path& into);

/// Reads the section `body`, if there is one.
void read_body(YamlReader& yaml, PublicBody& into);

}  // namespace raccordo::app
