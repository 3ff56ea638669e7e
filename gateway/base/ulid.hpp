// UlidSource: increasing ids, whatever the clock does. new_ulid (digest.hpp) uses one source for the whole
// program; an opened store raises it to its newest id, so that no new id sorts before a stored one. Threads:
// all members from any thread.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace raccordo::base {

class UlidSource {
 public:
  /// An id of the time, or the next one in order if the time is not after that of the newest id.
  std::string next(Instant now);
  /// All further ids sort after this one. Invalid ULIDs are ignored.
  void raise(std::string_view id);

 private:
  std::mutex mutex_;
  std::string newest_;
};

/// The source that new_ulid takes its ids from.
UlidSource& program_ulids();

}  // namespace raccordo::base
