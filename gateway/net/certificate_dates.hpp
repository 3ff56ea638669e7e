// Expiry dates of the TLS files of an installation. Read by `check`, at start, on reload and by housekeeping,
// which warn of files that have expired or will expire soon.
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"
#include "net/server.hpp"

namespace raccordo::net {

/// One certificate or revocation list.
struct CertificateDates {
  std::string key;   ///< of the configuration: `certificate`, `client_ca` or `crl`
  std::string file;  ///< as configured
  std::string name;  ///< RFC 4514: the subject; of a list its issuer
  base::Instant from, until;
};

/// All certificates and lists of the files, in order. Unreadable ones are left out: make_tls_context reports
/// them.
std::vector<CertificateDates> read_certificate_dates(const TlsFiles& files);

}  // namespace raccordo::net
