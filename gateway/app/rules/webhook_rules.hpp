// The part of raccordo.yaml for webhooks, and the keys that sign calls. Used by config.cpp and the rulebook.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/file_fault.hpp"
#include "intake/clients.hpp"
#include "net/address_rule.hpp"

namespace raccordo::app {

class YamlReader;

struct WebhookRules {
  std::vector<net::Network> private_addresses;  ///< that may be called besides public ones
  std::filesystem::path ca;                     ///< trusted authorities; "": those of the system
  std::int64_t give_up_hours = 72;              ///< after this age an event is no longer sent
};

/// Reads the section `webhooks`, if there is one.
void read_webhooks(YamlReader& yaml, const std::filesystem::path& folder, WebhookRules& into);

/// By the name of the client.
using WebhookKeys = std::map<std::string, base::Hmac, std::less<>>;

/// Reads the key files of all clients with a webhook: regular, of this user, mode 0600, 32 to 1024 bytes that
/// are not all the same. Adds a fault, at the client's line of `file`, for each that is not.
WebhookKeys load_webhook_keys(const intake::ClientSet& clients, const std::string& file,
                              base::FileFaults& faults);

}  // namespace raccordo::app
