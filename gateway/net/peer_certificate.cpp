#include "net/peer_certificate.hpp"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>
#include <string>
#include <string_view>

#include "base/digest.hpp"

namespace raccordo::net {
namespace {

std::string der_of(X509* certificate) {
  const int length = i2d_X509(certificate, nullptr);
  if (length <= 0) return {};
  std::string der(static_cast<std::size_t>(length), '\0');
  auto* to = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate, &to);
  return der;
}

void add_name(std::vector<std::string>& out, std::string_view kind, const ASN1_STRING* value) {
  const auto* bytes = reinterpret_cast<const char*>(ASN1_STRING_get0_data(value));
  const std::string_view text(bytes, static_cast<std::size_t>(ASN1_STRING_length(value)));
  // A NUL inside a name can make two readers see two names.
  if (text.find('\0') == std::string_view::npos) out.push_back(std::string(kind) + std::string(text));
}

std::vector<std::string> alternative_names(X509* certificate) {
  std::vector<std::string> out;
  const std::unique_ptr<GENERAL_NAMES, void (*)(GENERAL_NAMES*)> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      &GENERAL_NAMES_free);
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type == GEN_DNS) add_name(out, "dns:", name->d.dNSName);
    if (name->type == GEN_EMAIL) add_name(out, "email:", name->d.rfc822Name);
    if (name->type == GEN_URI) add_name(out, "uri:", name->d.uniformResourceIdentifier);
  }
  return out;
}

}  // namespace

std::string name_in_text(const X509_NAME* name) {
  const std::unique_ptr<BIO, int (*)(BIO*)> memory(BIO_new(BIO_s_mem()), &BIO_free);
  X509_NAME_print_ex(memory.get(), name, 0,
                     XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

base::Instant instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return {static_cast<std::int64_t>(timegm(&parts)) * 1'000'000};
}

PeerCertificate describe(X509* certificate) {
  PeerCertificate peer;
  peer.fingerprint = base::sha256_hex(der_of(certificate));
  peer.subject = name_in_text(X509_get_subject_name(certificate));
  peer.issuer = name_in_text(X509_get_issuer_name(certificate));
  peer.san = alternative_names(certificate);
  peer.not_after = instant_of(X509_get0_notAfter(certificate));
  return peer;
}

}  // namespace raccordo::net
