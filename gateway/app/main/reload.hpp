// Reload: what SIGHUP may change: certificates, CRL, clients, profiles, scheme, extracts. And the gateway's
// own entries in the audit, which say what files it works with. Called by `serve`.
#pragma once

#include <string>

#include "app/service/service.hpp"
#include "net/server.hpp"

namespace raccordo::app {

/// Reads everything SIGHUP may change; on a fault all stays as it was, and that is logged.
void reload(const Config& config, Service& service, net::Server& server);

/// Appends `action` to the audit, with the digests of the files that say who may do what.
void record_gateway_event(Service& service, const Config& config, std::string action);

}  // namespace raccordo::app
