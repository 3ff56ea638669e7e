// PeerGuard: checks the client certificate of an open connection again, so that a certificate that expires or
// is revoked loses its connections at the next request. Owned by Session, used on its strand. A check costs
// some signatures, so it runs only after a change of TLS files, when the certificate expires, and once a
// minute (a revocation list or an authority may expire, too).
#pragma once

#include <memory>
#include <optional>

#include "base/time.hpp"
#include "net/http.hpp"
#include "net/transport.hpp"

namespace raccordo::net {

class PeerGuard {
 public:
  /// After the handshake, which was made with `context` (null on a plain listener).
  void begin(const Transport& transport, std::shared_ptr<SSL_CTX> context, base::Instant now);
  /// Whether the certificate may still be used; true if the client showed none.
  bool holds(Transport& transport, const std::shared_ptr<SSL_CTX>& in_force, base::Instant now);
  const std::optional<PeerCertificate>& peer() const { return peer_; }

 private:
  std::optional<PeerCertificate> peer_;
  std::shared_ptr<SSL_CTX> checked_with_;
  base::Instant checked_at_;
};

}  // namespace raccordo::net
