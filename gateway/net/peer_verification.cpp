#include "net/peer_verification.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <cstdint>
#include <ctime>
#include <memory>

#include "base/followed_clock.hpp"

namespace raccordo::net {
namespace {

/// Called by OpenSSL for every certificate of a chain. It throws nothing and touches only what it is given.
int accept_authority_without_list(int accepted, X509_STORE_CTX* verification) {
  if (accepted == 1 || verification == nullptr) return accepted;
  if (X509_STORE_CTX_get_error(verification) != X509_V_ERR_UNABLE_TO_GET_CRL) return 0;
  const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(verification);
  const int depth = X509_STORE_CTX_get_error_depth(verification);
  const bool is_authority = chain != nullptr && depth > 0 && depth == sk_X509_num(chain) - 1;
  if (!is_authority) return 0;
  X509_STORE_CTX_set_error(verification, X509_V_OK);
  return 1;
}

/// The time that the gateway goes by: a machine whose clock is behind that of the others would refuse
/// certificates and lists that were issued in those minutes.
void take_time(X509_STORE_CTX* verification) {
  constexpr std::int64_t kSecond = 1'000'000;
  if (const auto now = base::followed_time())
    X509_STORE_CTX_set_time(verification, 0, static_cast<std::time_t>(*now / kSecond));
}

int verify_now(X509_STORE_CTX* verification, void*) {
  take_time(verification);
  return X509_verify_cert(verification);
}

}  // namespace

void set_verification_time(SSL_CTX* context) {
  SSL_CTX_set_cert_verify_callback(context, verify_now, nullptr);
}

void set_verification(SSL_CTX* context) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, accept_authority_without_list);
  set_verification_time(context);
}

bool verify_again(SSL* session, SSL_CTX* by) {
  X509* certificate = SSL_get0_peer_certificate(session);
  if (certificate == nullptr) return true;
  const std::unique_ptr<X509_STORE_CTX, void (*)(X509_STORE_CTX*)> verification(X509_STORE_CTX_new(),
                                                                                &X509_STORE_CTX_free);
  if (!verification || X509_STORE_CTX_init(verification.get(), SSL_CTX_get_cert_store(by), certificate,
                                           SSL_get_peer_cert_chain(session)) != 1) {
    ERR_clear_error();
    return false;
  }
  X509_STORE_CTX_set_default(verification.get(), "ssl_client");
  X509_STORE_CTX_set_verify_cb(verification.get(), accept_authority_without_list);
  take_time(verification.get());
  const bool verified = X509_verify_cert(verification.get()) == 1;
  ERR_clear_error();
  return verified;
}

std::string verification_failure(long code) {
  switch (code) {
    case X509_V_ERR_CRL_HAS_EXPIRED:
      return "the revocation list in tls.crl is out of date: every client is refused until a new one is "
             "there and "
             "the configuration is reloaded";
    case X509_V_ERR_CRL_NOT_YET_VALID:
      return "the revocation list in tls.crl is not valid yet: check the clock and the list";
    case X509_V_ERR_UNABLE_TO_GET_CRL:
      return "tls.crl holds no list of the authority that issued a certificate of this chain: add it";
    case X509_V_ERR_CERT_REVOKED:
      return "the client certificate, or an authority above it, is revoked";
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "the client certificate, or an authority above it, has expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "the client certificate, or an authority above it, is not valid yet";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "the client certificate comes from an authority that is not in tls.client_ca";
    default:
      return std::string("the client certificate was not accepted: ") + X509_verify_cert_error_string(code);
  }
}

}  // namespace raccordo::net
