// Until when the TLS files of an installation hold. Read by `check`, at start, on reload and by housekeeping,
// which warn of what is or will soon be out of date.
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

/// All certificates and lists of the files, in order. What cannot be read is left out: make_tls_context names
/// it.
std::vector<CertificateDates> read_certificate_dates(const TlsFiles& files);

}  // namespace raccordo::net
