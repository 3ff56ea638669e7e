// CertificateWatch: expiry of certificates and revocation lists: the server's, the authorities', and the
// client certificates that were used. It warns 30 days ahead in the log, in `check` and at start, and feeds
// the metric raccordo_certificate_expiry_seconds. Also records when each client certificate was last used, so
// that an administrator can remove an old fingerprint from clients.yaml. Part of Service. Threads: all
// members from any thread.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "net/certificate_dates.hpp"
#include "store/interface/credentials.hpp"

namespace raccordo::app {

/// One line for each certificate or list that is not valid now or expires within 30 days: its name, the date,
/// and what to do.
std::vector<std::string> expiry_warnings(const std::vector<net::CertificateDates>& dates, base::Instant now);

/// For the metric: `kind` is server, authority, revocation-list or client; `name` the subject or issuer, for
/// a client its name in clients.yaml and the beginning of the fingerprint. Negative after expiry.
struct CertificateExpiry {
  std::string kind, name;
  std::int64_t seconds = 0;
};

class CertificateWatch {
 public:
  CertificateWatch(store::Credentials& credentials, const base::Clock& clock)
      : credentials_(credentials), clock_(clock) {}

  /// At start and on reload: reads the files and warns in the log.
  void read(const net::TlsFiles& files);
  /// A request used this certificate; stored once an hour. Never waits.
  void saw(const std::string& client, const net::PeerCertificate& peer);
  /// Warns in the log, once a day.
  void warn_daily();
  std::vector<CertificateExpiry> expiries() const;

 private:
  std::vector<net::CertificateDates> dates() const;
  void warn();

  store::Credentials& credentials_;
  const base::Clock& clock_;
  mutable std::mutex mutex_;
  std::vector<net::CertificateDates> files_;
  std::map<std::string, base::Instant> noted_;  ///< by client and fingerprint
  base::Date warned_on_{};
};

}  // namespace raccordo::app
