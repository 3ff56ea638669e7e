// How client certificates are verified: the rules of the handshake, and the same rules for a connection that
// is open already. Used by tls_context and transport.
#pragma once

#include <string>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace raccordo::net {

/// Asks for a client certificate and sets what is accepted. With revocation lists every certificate of the
/// chain is checked against the list of its issuer; the authority that the chain ends at is trusted by
/// configuration and needs no list (RFC 5280, section 6.1).
void set_verification(SSL_CTX* context);
/// Verifies the client certificate of an open session by the authorities and lists of another context.
bool verify_again(SSL* session, SSL_CTX* by);
/// Why a verification failed (X509_V_ERR_...), in words that say what to do.
std::string verification_failure(long code);

}  // namespace raccordo::net
