// The fields of a verified client certificate that the gateway uses. Called once per connection, by
// transport.
#pragma once

#include <string>

#include "net/http.hpp"

using ASN1_TIME = struct asn1_string_st;
using X509 = struct x509_st;
using X509_NAME = struct X509_name_st;

namespace raccordo::net {

PeerCertificate describe(X509* certificate);
/// RFC 4514 with UTF-8 as it is, control characters escaped.
std::string name_in_text(const X509_NAME* name);
/// 1970 if the time cannot be read.
base::Instant instant_of(const ASN1_TIME* time);

}  // namespace raccordo::net
