// The TLS rules of the HTTPS listener: an OpenSSL context from certificate files. Called by Server at start
// and on reload; an immutable context is shared by all handshakes that start with it.
#pragma once

#include <memory>

#include "net/server_settings.hpp"

using SSL_CTX = struct ssl_ctx_st;

namespace raccordo::net {

/// TLS 1.3, or 1.2 with AEAD and ECDHE, over X25519, P-256 or P-384 only; no early data, tickets,
/// renegotiation or compression. A client certificate is requested but not required (app answers without
/// one); an untrusted, expired or revoked one ends the handshake. Throws base::SystemFault naming the faulty
/// file.
std::shared_ptr<SSL_CTX> make_tls_context(const TlsFiles& files);

}  // namespace raccordo::net
