#include "app/http/caller.hpp"

namespace raccordo::app {

const intake::Client* client_of(const intake::ClientSet& clients, const net::PeerCertificate& peer) {
  return clients.find({peer.fingerprint, peer.subject, peer.issuer, peer.san});
}

base::Result<std::shared_ptr<const intake::Client>, Problem> identify(
    const std::shared_ptr<const ActiveTables>& tables, const std::optional<net::PeerCertificate>& peer) {
  if (!peer) return Problem{"certificate-required", ""};
  const auto* client = client_of(tables->book().clients, *peer);
  if (client == nullptr) {
    return Problem{"unknown-client", "The certificate with fingerprint " + peer->fingerprint +
                                         " is trusted but not listed; ask the administrator to list it."};
  }
  return std::shared_ptr<const intake::Client>(tables, client);
}

}  // namespace raccordo::app
