#include "app/service/certificate_watch.hpp"

#include <limits>

#include "base/log.hpp"

namespace raccordo::app {
namespace {

constexpr std::int64_t kSecond = 1'000'000, kHour = 3600 * kSecond, kDay = 24 * kHour;
constexpr std::int64_t kWarnDays = 30;
constexpr std::size_t kFingerprintShown = 16;
/// A client unused for this time gives no more warnings.
constexpr std::int64_t kForgotten = 60 * kDay;

std::string day_of(base::Instant instant) { return base::to_string(base::local_date(instant)); }

bool never_ends(const net::CertificateDates& dates) {
  return dates.until.micros == std::numeric_limits<std::int64_t>::max();
}

std::string subject_of(const net::CertificateDates& dates) {
  const std::string what = dates.key == "crl" ? "the revocation list of " : "the certificate ";
  return (dates.key == "client" ? "client " + dates.file : "`tls." + dates.key + "` " + dates.file) + ": " +
         what + dates.name;
}

std::string what_to_do(const net::CertificateDates& dates) {
  if (dates.key == "crl")
    return "get a new one from the authority and reload; until then its clients are refused";
  if (dates.key == "client")
    return "the client must renew it; clients.yaml may list the old and the new fingerprint";
  if (dates.key == "client_ca")
    return "renew it and reload; the clients under it are refused once it has ended";
  return "renew it and reload; clients refuse the gateway once it has ended";
}

std::string_view kind_of(const std::string& key) {
  if (key == "crl") return "revocation-list";
  if (key == "client") return "client";
  return key == "client_ca" ? "authority" : "server";
}

net::CertificateDates dates_of(const store::CertificateSeen& seen) {
  return {"client", seen.client, seen.fingerprint.substr(0, kFingerprintShown), {}, seen.expires_at};
}

}  // namespace

std::vector<std::string> expiry_warnings(const std::vector<net::CertificateDates>& dates, base::Instant now) {
  std::vector<std::string> out;
  for (const auto& each : dates) {
    if (now < each.from) {
      out.push_back(subject_of(each) + " is not valid before " + day_of(each.from) +
                    ": check the clock and the file");
    } else if (each.until <= now) {
      out.push_back(subject_of(each) + " is out of date since " + day_of(each.until) + ": " +
                    what_to_do(each));
    } else if (!never_ends(each) && each.until.micros - now.micros <= kWarnDays * kDay) {
      out.push_back(subject_of(each) + " ends on " + day_of(each.until) + ": " + what_to_do(each));
    }
  }
  return out;
}

void CertificateWatch::read(const net::TlsFiles& files) {
  {
    const std::lock_guard lock(mutex_);
    files_ = net::read_certificate_dates(files);
  }
  warn();
}

void CertificateWatch::saw(const std::string& client, const net::PeerCertificate& peer) {
  const auto now = clock_.now();
  {
    const std::lock_guard lock(mutex_);
    auto& noted = noted_[client + ' ' + peer.fingerprint];
    if (noted.micros != 0 && now.micros - noted.micros < kHour) return;
    noted = now;
  }
  try {
    credentials_.saw({client, peer.fingerprint, peer.not_after, now}, [](const std::exception_ptr&, bool) {});
  } catch (const store::QueueFull&) {
    // The store is busy; the next request with this certificate stores it.
    const std::lock_guard lock(mutex_);
    noted_.erase(client + ' ' + peer.fingerprint);
  }
}

void CertificateWatch::warn_daily() {
  {
    const std::lock_guard lock(mutex_);
    if (warned_on_ == base::local_date(clock_.now())) return;
  }
  warn();
}

void CertificateWatch::warn() {
  const auto now = clock_.now();
  for (auto& warning : expiry_warnings(dates(), now)) {
    base::log(base::LogLevel::warn, "certificate-expiry", {{base::LogField::reason, std::move(warning)}});
  }
  const std::lock_guard lock(mutex_);
  warned_on_ = base::local_date(now);
}

std::vector<net::CertificateDates> CertificateWatch::dates() const {
  std::vector<net::CertificateDates> out;
  {
    const std::lock_guard lock(mutex_);
    out = files_;
  }
  const auto now = clock_.now();
  for (const auto& seen : credentials_.certificates()) {
    if (now.micros - seen.last_seen.micros < kForgotten) out.push_back(dates_of(seen));
  }
  return out;
}

std::vector<CertificateExpiry> CertificateWatch::expiries() const {
  std::vector<CertificateExpiry> out;
  const auto now = clock_.now();
  for (const auto& each : dates()) {
    if (never_ends(each)) continue;
    const auto name = each.key == "client" ? each.file + ' ' + each.name : each.name;
    out.push_back({std::string(kind_of(each.key)), name, (each.until.micros - now.micros) / kSecond});
  }
  return out;
}

}  // namespace raccordo::app
