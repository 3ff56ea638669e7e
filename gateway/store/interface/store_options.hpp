// Options for opening a store. Values only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "store/interface/store_place.hpp"

namespace raccordo::store {

class StoreClaim;

struct StoreOptions {
  StorePlace place;
  std::size_t queue = 4096;  ///< writes waiting at most
  std::size_t read_connections = 4;
  std::int64_t max_pages =
      0;  ///< SQLite: the file never grows beyond this many pages of 4096 bytes; 0: no bound
  /// Whether the store must match its identity file (store_identity.hpp). `accepted`: the operator gave a
  /// reason; the store found is used from here on. `of_copy`: it is being copied into (unfinished_copy.hpp)
  /// and has no identity file yet; all others refuse such a store.
  enum class Identity : std::uint8_t { must_fit, accepted, of_copy };
  Identity identity = Identity::must_fit;
  /// The caller's. Without a claim, the schema of a store that a gateway uses is not migrated.
  const StoreClaim* claim = nullptr;
  std::uint64_t wal_bound = std::uint64_t{64} << 20;  ///< bytes above which the write-ahead log is restarted
};

}  // namespace raccordo::store
