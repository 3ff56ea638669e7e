// Credentials: check values of the keys that the store was written with, and the client certificates that
// were used. Reached by CaseStore::credentials(). Contains no key and no secret. Threads and errors: as
// CaseStore.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// Check values by name (`pseudonym`, `sealing/1`).
using KeyChecks = std::map<std::string, std::string>;

/// A stored identifier of a person; stores without check values are checked with these.
struct SealedPerson {
  base::Digest pseudonym{};
  std::string sealed_id;
};

struct CertificateSeen {
  std::string client, fingerprint;
  base::Instant expires_at, last_seen;
};

class Credentials {
 public:
  virtual ~Credentials() = default;
  virtual KeyChecks key_checks() = 0;
  /// Adds values; existing names keep their value.
  virtual void add_key_checks(KeyChecks checks, Done<bool> done) = 0;
  /// Some persons, in no order.
  virtual std::vector<SealedPerson> some_persons(std::size_t limit) = 0;
  /// Notes when a certificate was last seen.
  virtual void saw(CertificateSeen seen, Done<bool> done) = 0;
  /// By client, then the newest first.
  virtual std::vector<CertificateSeen> certificates() = 0;
};

}  // namespace raccordo::store
