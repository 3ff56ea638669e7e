// Leases: who works on what, kept in the store, so that several programs, later on several machines, share
// the work and none takes what another one is doing. A lease has an owner, a process, and a time until which
// it holds; its owner prolongs it while it works. Reached by CaseStore::leases(). Names: `release/ID`,
// `submission/ID`, `housekeeping`. Releases, and documents in pieces, get their lease in the transaction that
// begins them and lose it in the one that ends them. Threads and errors: see CaseStore.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// A lease that is not prolonged ends after this time (microseconds); owners prolong theirs much more often.
inline constexpr std::int64_t kLeaseLasts = 60'000'000;

struct LeaseRow {
  std::string name, owner;  ///< owner: as this_process() names it
  base::Instant until;
};

/// On this machine it counts whether the owner runs, whatever the clock says; elsewhere the time counts.
bool is_held(const LeaseRow& lease, base::Instant now);

class Leases {
 public:
  virtual ~Leases() = default;
  /// Takes or prolongs a lease for this process, also one that its owner left behind. Gives the lease of the
  /// one who has it, or nothing if it is now ours.
  virtual void take(std::string name, base::Instant now, Done<std::optional<LeaseRow>> done) = 0;
  /// Prolongs all leases of this process.
  virtual void renew(base::Instant now, Done<bool> done) = 0;
  /// Gives a lease of this process back.
  virtual void give_back(std::string name) = 0;
  virtual std::vector<LeaseRow> list() = 0;
};

}  // namespace raccordo::store
