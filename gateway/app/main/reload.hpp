// Reload: what SIGHUP reloads: certificates, CRL, clients, profiles, scheme, extracts. Also the gateway's own
// audit entries about its files. Called by `serve`.
#pragma once

#include <string>

#include "app/service/service.hpp"
#include "net/server.hpp"

namespace raccordo::app {

/// Reloads everything that SIGHUP covers. First all is read and checked, then entered in the audit, then
/// taken over; on a fault before that nothing changes. The fault is logged. The outcome is noted beside the
/// store.
void reload(const Config& config, Service& service, net::Server& server);

/// From now on a reload is answered: `raccordo reload` looks for this note.
void note_started(const Config& config);

/// Appends `action` to the audit, with the digests of the files that grant rights.
void record_gateway_event(Service& service, const Config& config, std::string action);

}  // namespace raccordo::app
