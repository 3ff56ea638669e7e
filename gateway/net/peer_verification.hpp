// The verification of client certificates in the handshake, and again for open connections. Used by
// tls_context and transport.
#pragma once

#include <string>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace raccordo::net {

/// Requests a client certificate and sets the rules of verification. With revocation lists every certificate
/// of the chain is checked against the list of its issuer; the authority at the end of the chain is trusted
/// by configuration and needs no list (RFC 5280, section 6.1).
void set_verification(SSL_CTX* context);
/// Certificates and lists are judged by the time that the gateway goes by (base/followed_clock), of a
/// server's context and of a caller's.
void set_verification_time(SSL_CTX* context);
/// Verifies the client certificate of an open session with the authorities and lists of another context.
bool verify_again(SSL* session, SSL_CTX* by);
/// The text of a verification error (X509_V_ERR_...), with what to do.
std::string verification_failure(long code);

}  // namespace raccordo::net
