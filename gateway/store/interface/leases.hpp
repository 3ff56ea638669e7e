// Leases: who works on what, kept in the store, so that several programs, later on several machines, share
// the work without conflicts. A lease has an owner (a process) and an expiry, which the owner extends while
// it works. Reached by CaseStore::leases(). Names: `release/ID`, `submission/ID`, `housekeeping`. Releases,
// and documents in pieces, get their lease in the transaction that starts them and lose it in the one that
// ends them. Threads and errors: see CaseStore.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// A lease that is not renewed ends after this time (microseconds); owners renew theirs much more often.
inline constexpr std::int64_t kLeaseLasts = 60'000'000;

struct LeaseRow {
  std::string name, owner;  ///< owner: as this_process() names it
  base::Instant until;
};

/// On this machine a lease is valid while its owner runs, whatever the clock says; elsewhere until it
/// expires.
bool is_held(const LeaseRow& lease, base::Instant now);

class Leases {
 public:
  virtual ~Leases() = default;
  /// Takes or renews a lease for this process, also one whose owner has ended. Returns the lease of another
  /// valid owner, or nothing if the lease is now ours.
  virtual void take(std::string name, base::Instant now, Done<std::optional<LeaseRow>> done) = 0;
  /// Renews all leases of this process.
  virtual void renew(base::Instant now, Done<bool> done) = 0;
  /// Releases a lease of this process.
  virtual void give_back(std::string name) = 0;
  virtual std::vector<LeaseRow> list() = 0;
};

}  // namespace raccordo::store
