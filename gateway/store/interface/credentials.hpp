// Credentials: what the store remembers of keys and certificates: check values of the keys that it was
// written with, and which client certificates were seen. Reached by CaseStore::credentials(). Holds no key
// and no secret. Threads and errors: as CaseStore.
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

/// A person's identifier as stored: what a store written before check values existed is checked by.
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
  /// Adds values; a name that is there keeps its value.
  virtual void add_key_checks(KeyChecks checks, Done<bool> done) = 0;
  /// Some persons, in no order.
  virtual std::vector<SealedPerson> some_persons(std::size_t limit) = 0;
  /// Notes when a certificate was last seen.
  virtual void saw(CertificateSeen seen, Done<bool> done) = 0;
  /// By client, then the newest first.
  virtual std::vector<CertificateSeen> certificates() = 0;
};

}  // namespace raccordo::store
