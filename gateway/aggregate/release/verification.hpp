// Rechecks a stored release from the store only: no snapshot, no files, no configuration. Called by `raccordo
// release verify`. Reading a release (read_release) refuses a broken one; this continues and names every
// broken part.
#pragma once

#include <string_view>
#include <vector>

#include "aggregate/release/breach.hpp"

namespace raccordo::aggregate {

/// A row of the store, unchecked.
struct StoredRelease {
  std::string_view id, period, digest, metadata, content;
};

/// What was checked, and all faults; without breaches the release is intact.
struct Verification {
  std::size_t tables = 0, cells = 0, hidden = 0;
  std::vector<Breach> breaches;
};

/// Checks identity, digest and seal; the digest of every table; the metadata against the tables; k, and that
/// no shown count is 1 to k-1; that shown children sum to their shown parent wherever the table says so. At
/// most kMostBreaches of the tables are named.
Verification verify_release(const StoredRelease& stored);

}  // namespace raccordo::aggregate
