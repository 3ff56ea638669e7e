// The metadata of a stored release as values (aggregate/release/release_metadata.hpp).
#pragma once

#include "aggregate/release/release_metadata.hpp"
#include "store/interface/stored.hpp"

namespace raccordo::app {

using aggregate::ReleasedTable;
using aggregate::ReleaseMetadata;

/// Throws base::StoredDamage if they cannot be read.
inline ReleaseMetadata read_release_metadata(const store::ReleaseRow& row) {
  return aggregate::read_release_metadata(row.id, row.metadata);
}

}  // namespace raccordo::app
