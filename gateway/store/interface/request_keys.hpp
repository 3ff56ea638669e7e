// RequestKeys: idempotency keys: the first request of a key and its answer. A port of CaseStore; called by
// the route of submissions. Threads and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// After this time (microseconds) a reserved key without submission counts as abandoned.
inline constexpr std::int64_t kReservationLasts = 600'000'000;

class RequestKeys {
 public:
  virtual ~RequestKeys() = default;

  /// Reserves a key. Returns the existing row, or nothing if the key is now ours. A reservation that was
  /// never completed (a crash) is free again after kReservationLasts.
  virtual void reserve_key(std::string client, std::string source, std::string key, base::Digest body,
                           base::Instant now, Done<std::optional<IdempotencyRow>> done) = 0;
  /// Releases a reserved key (the request failed before anything was stored).
  virtual void release_key(std::string client, std::string source, std::string key) = 0;
};

}  // namespace raccordo::store
