// What the gateway takes from a verified client certificate. Called once per connection, by transport.
#pragma once

#include "net/http.hpp"

using X509 = struct x509_st;

namespace raccordo::net {

PeerCertificate describe(X509* certificate);

}  // namespace raccordo::net
