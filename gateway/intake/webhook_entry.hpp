// The key `webhook` of a client in clients.yaml. Used by clients_file.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/file_fault.hpp"
#include "intake/clients.hpp"

namespace YAML {
class Node;
}

namespace raccordo::intake {

/// Reads `{url, key_file}`; adds a fault for everything that is wrong and then returns nothing. A relative
/// key_file is relative to `file`, which also names the file in the faults. The key itself is not read.
std::optional<WebhookTarget> read_webhook(const YAML::Node& node, const std::string& file,
                                          std::vector<base::FileFault>& faults);

}  // namespace raccordo::intake
