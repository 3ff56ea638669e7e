// Caller: who sends a request. The one place that turns what a connection proves into a client of
// clients.yaml: today a client certificate; a voucher of another authority is checked here when it comes
// (docs/interface.md#callers). The rooms below know clients, and neither certificates nor TLS. Threads: any.
#pragma once

#include <memory>
#include <optional>

#include "app/problem/problem.hpp"
#include "app/rules/active_tables.hpp"
#include "base/result.hpp"
#include "intake/clients.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// The client that a verified certificate belongs to; null if clients.yaml does not list it.
const intake::Client* client_of(const intake::ClientSet& clients, const net::PeerCertificate& peer);

/// The caller of a guarded path. It keeps `tables` alive, so that a reload does not take it from a request in
/// work. The problem: `certificate-required`, or `unknown-client` with the fingerprint to list.
base::Result<std::shared_ptr<const intake::Client>, Problem> identify(
    const std::shared_ptr<const ActiveTables>& tables, const std::optional<net::PeerCertificate>& peer);

}  // namespace raccordo::app
