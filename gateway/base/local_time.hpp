// Local times when clocks change: an hour that occurs twice, an hour that never occurs. One rule for the
// process's zone and for the zone of a profile.
#pragma once

#include <cstdint>
#include <functional>

#include "base/civil_time.hpp"

namespace raccordo::base {

/// Whether the clocks showed a local time once, twice (end of summer time) or never (its start).
enum class LocalOccurrence : std::uint8_t { once, twice, never };

struct LocalReading {
  Instant instant;
  LocalOccurrence occurrence = LocalOccurrence::once;
};

/// Seconds east of UTC at an instant, given in seconds since 1970 (UTC).
using OffsetAt = std::function<std::int32_t(std::int64_t)>;

/// `civil` in UTC; with its own offset if it has one. Of two possible instants the later: an earlier one
/// could make a correction look older than the version it corrects.
LocalReading read_local(const CivilTime& civil, const OffsetAt& offset_at);
/// The same in the zone of `set_local_timezone`.
LocalReading read_local(const CivilTime& civil);

}  // namespace raccordo::base
