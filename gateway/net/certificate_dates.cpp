#include "net/certificate_dates.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <limits>
#include <memory>

#include "net/password.hpp"
#include "net/peer_certificate.hpp"

namespace raccordo::net {
namespace {

using Input = std::unique_ptr<BIO, int (*)(BIO*)>;

Input open_file(const std::string& file) { return {BIO_new_file(file.c_str(), "r"), &BIO_free}; }

void read_certificates(const std::string& key, const std::string& file, std::vector<CertificateDates>& out) {
  const auto input = open_file(file);
  while (input) {
    const std::unique_ptr<X509, void (*)(X509*)> certificate(
        PEM_read_bio_X509(input.get(), nullptr, &refuse_password, nullptr), &X509_free);
    if (!certificate) break;
    out.push_back({key, file, name_in_text(X509_get_subject_name(certificate.get())),
                   instant_of(X509_get0_notBefore(certificate.get())),
                   instant_of(X509_get0_notAfter(certificate.get()))});
  }
  ERR_clear_error();
}

void read_lists(const std::string& file, std::vector<CertificateDates>& out) {
  const auto input = open_file(file);
  while (input) {
    const std::unique_ptr<X509_CRL, void (*)(X509_CRL*)> list(
        PEM_read_bio_X509_CRL(input.get(), nullptr, &refuse_password, nullptr), &X509_CRL_free);
    if (!list) break;
    const ASN1_TIME* next = X509_CRL_get0_nextUpdate(list.get());
    const base::Instant never{std::numeric_limits<std::int64_t>::max()};
    out.push_back({"crl", file, name_in_text(X509_CRL_get_issuer(list.get())),
                   instant_of(X509_CRL_get0_lastUpdate(list.get())),
                   next != nullptr ? instant_of(next) : never});
  }
  ERR_clear_error();
}

}  // namespace

std::vector<CertificateDates> read_certificate_dates(const TlsFiles& files) {
  std::vector<CertificateDates> out;
  read_certificates("certificate", files.certificate, out);
  read_certificates("client_ca", files.client_ca, out);
  if (!files.crl.empty()) read_lists(files.crl, out);
  return out;
}

}  // namespace raccordo::net
