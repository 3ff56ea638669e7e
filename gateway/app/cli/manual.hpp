// The manual pages, generated from the help: `raccordo.1` and one page for each verb or group of verbs.
// Called by cli.cpp.
#pragma once

#include <map>
#include <string>

#include "app/cli/verbs.hpp"

namespace CLI {
class App;
}

namespace raccordo::app {

/// Name of the file, such as `raccordo-release.1`, to its text. `version` is in the footer.
std::map<std::string, std::string> manual_pages(const CLI::App& app, const std::string& version);

/// Writes them into the folder, which is created if needed; returns the exit code.
int write_manual(const CLI::App& app, const std::string& folder, Output output);

}  // namespace raccordo::app
