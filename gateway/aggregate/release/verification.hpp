// Rechecks a stored release from what the store holds, and nothing else: no snapshot, no files, no
// configuration. Called by `raccordo release verify`. Reading a release (read_release) refuses what is
// broken; this one goes on and names every part that is.
#pragma once

#include <string_view>
#include <vector>

#include "aggregate/release/breach.hpp"

namespace raccordo::aggregate {

/// A row of the store, as it stands there.
struct StoredRelease {
  std::string_view id, period, digest, metadata, content;
};

/// What was looked at, and all that is wrong with it; no breach: the release is intact.
struct Verification {
  std::size_t tables = 0, cells = 0, hidden = 0;
  std::vector<Breach> breaches;
};

/// Checks identity, digest and seal; the digest of every table; the metadata against the tables; k, and that
/// no shown count is 1 to k-1; that shown children sum to their shown parent wherever the table says so. At
/// most kMostBreaches of the tables are named.
Verification verify_release(const StoredRelease& stored);

}  // namespace raccordo::aggregate
