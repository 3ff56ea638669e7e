#include "net/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <fstream>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "net/password.hpp"
#include "net/peer_verification.hpp"

namespace raccordo::net {
namespace {

using base::SystemFault;

constexpr const char* kGroups = "X25519:P-256:P-384";

/// What to do about the last error of OpenSSL; "" if the previous sentence says everything.
std::string_view advice_on(unsigned long code) {
  if (code == 0) return "";
  if (ERR_SYSTEM_ERROR(code)) return ": the file is not there, or the user of the service may not read it";
  const int library = ERR_GET_LIB(code);
  const int reason = ERR_GET_REASON(code);
  if (library == ERR_LIB_PEM && reason == PEM_R_NO_START_LINE) {
    return ": the file holds no -----BEGIN ...----- of that kind; convert it to PEM";
  }
  if (library == ERR_LIB_PEM || library == ERR_LIB_ASN1) {
    return ": the text between BEGIN and END is damaged; copy the file again";
  }
  if (library == ERR_LIB_SSL && (reason == SSL_R_EE_KEY_TOO_SMALL || reason == SSL_R_CA_KEY_TOO_SMALL)) {
    return ": its key is too short; RSA needs 2048 bits";
  }
  if (library == ERR_LIB_SSL && reason == SSL_R_CA_MD_TOO_WEAK) {
    return ": it is signed with an outdated digest; SHA-256 is needed";
  }
  return "";
}

[[noreturn]] void fail(const std::string& what) {
  // The first error reports a file that cannot be opened; the following ones repeat it.
  const auto first = ERR_peek_error();
  const auto advice = advice_on(ERR_SYSTEM_ERROR(first) ? first : ERR_peek_last_error());
  ERR_clear_error();
  throw SystemFault(what + std::string(advice));
}

void set_rules(SSL_CTX* context) {
  SSL_CTX_set_default_passwd_cb(context, &refuse_password);
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_ciphersuites(context,
                           "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256");
  // OpenSSL would also accept finite-field groups: one anonymous ClientHello cost 126 ms of processor time.
  if (SSL_CTX_set1_groups_list(context, kGroups) != 1) fail("OpenSSL lacks the groups of the key exchange");
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // A resumed session would keep a client identity after a revocation: every handshake is a full one.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_max_early_data(context, 0);
  SSL_CTX_set_read_ahead(context, 1);
}

/// PEM says so in its label (PKCS #8) or in a header (the older form).
bool is_encrypted(const std::string& file) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.find("ENCRYPTED") != std::string::npos) return true;
  }
  return false;
}

void load_identity(SSL_CTX* context, const TlsFiles& files) {
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1) {
    fail("tls.certificate: " + files.certificate + " is no readable PEM certificate");
  }
  if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    if (is_encrypted(files.key)) {
      ERR_clear_error();
      fail("tls.key: " + files.key +
           " is protected by a password; store it without one, readable by the service alone");
    }
    if (ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_X509) {
      ERR_clear_error();
      fail("tls.key: " + files.key + " does not belong to " + files.certificate);
    }
    fail("tls.key: " + files.key + " is no readable PEM key of " + files.certificate);
  }
  if (SSL_CTX_check_private_key(context) != 1) {
    fail("tls.key: " + files.key + " does not belong to " + files.certificate);
  }
}

/// Refuses a file with a certificate that is no authority, such as that of a client: no client would be let
/// in, and each would hear only "unknown ca".
void refuse_other_certificates(const std::string& file) {
  const std::unique_ptr<BIO, int (*)(BIO*)> input(BIO_new_file(file.c_str(), "r"), &BIO_free);
  while (X509* certificate =
             input ? PEM_read_bio_X509(input.get(), nullptr, &refuse_password, nullptr) : nullptr) {
    const std::unique_ptr<X509, void (*)(X509*)> owner(certificate, &X509_free);
    if (X509_check_ca(certificate) != 0) continue;
    ERR_clear_error();
    fail("tls.client_ca: " + file +
         " holds a certificate that is no authority (basicConstraints without CA:TRUE); name the certificate "
         "of the authority that signed those of the clients");
  }
  ERR_clear_error();
}

void load_client_authority(SSL_CTX* context, const std::string& file) {
  STACK_OF(X509_NAME)* names = SSL_load_client_CA_file(file.c_str());
  if (names == nullptr) fail("tls.client_ca: " + file + " is no readable PEM certificate");
  SSL_CTX_set_client_CA_list(context, names);
  if (SSL_CTX_load_verify_file(context, file.c_str()) != 1) {
    fail("tls.client_ca: " + file + " is no readable PEM certificate");
  }
  refuse_other_certificates(file);
  set_verification(context);
  // All certificates of the file are trusted, root or intermediate authorities.
  X509_STORE_set_flags(SSL_CTX_get_cert_store(context), X509_V_FLAG_PARTIAL_CHAIN);
}

/// Adds every list of the file. An expired one refuses every client of its authority; `check`, the log and
/// the handshake report it.
void load_revocations(SSL_CTX* context, const std::string& file) {
  const std::unique_ptr<BIO, int (*)(BIO*)> input(BIO_new_file(file.c_str(), "r"), &BIO_free);
  if (!input) fail("tls.crl: " + file + " cannot be read");
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  int lists = 0;
  while (X509_CRL* list = PEM_read_bio_X509_CRL(input.get(), nullptr, &refuse_password, nullptr)) {
    const std::unique_ptr<X509_CRL, void (*)(X509_CRL*)> owner(list, &X509_CRL_free);
    if (X509_STORE_add_crl(store, list) != 1) fail("tls.crl: " + file + " cannot be used");
    ++lists;
  }
  ERR_clear_error();
  if (lists == 0) fail("tls.crl: " + file + " holds no PEM revocation list");
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
}

int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* offered,
                    unsigned int offered_length, void*) {
  static constexpr std::array<unsigned char, 9> kHttp11 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* chosen = nullptr;
  const int found =
      SSL_select_next_proto(&chosen, out_length, kHttp11.data(), kHttp11.size(), offered, offered_length);
  if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

std::shared_ptr<SSL_CTX> make_tls_context(const TlsFiles& files) {
  ERR_clear_error();
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  if (!context) fail("OpenSSL gives no context");
  set_rules(context.get());
  load_identity(context.get(), files);
  load_client_authority(context.get(), files.client_ca);
  if (!files.crl.empty()) load_revocations(context.get(), files.crl);
  SSL_CTX_set_alpn_select_cb(context.get(), &choose_protocol, nullptr);
  return context;
}

}  // namespace raccordo::net
