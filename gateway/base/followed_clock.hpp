// Another machine's clock that system_clock() shows instead of this machine's. Gateways that serve one
// database together follow the database's (docs/storage.md#several-nodes), so that times of receipt have one
// order, whichever of them took a record in. Between two looks at the other clock time goes on by the time
// since start, so that a change of this machine's clock changes nothing. Threads: any.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace raccordo::base {

/// Time since this machine's start, time asleep included.
std::chrono::microseconds time_since_start();

/// How far what is shown may be from the followed clock before it is corrected; a smaller difference may be
/// the way of an answer through the network.
inline constexpr std::chrono::microseconds kClockTolerance = std::chrono::seconds(1);

/// The other clock showed `other` (microseconds since 1970) between these two readings of time_since_start().
/// Returns whether what system_clock() shows was more than the tolerance away, and is corrected.
bool follow_clock(std::chrono::microseconds asked, std::int64_t other, std::chrono::microseconds answered);

/// system_clock() shows this machine's clock again.
void follow_no_clock();

/// What the followed clock shows now, in microseconds since 1970; none: no clock is followed.
std::optional<std::int64_t> followed_time();

/// By how much this machine's clock is ahead of the followed one (negative: behind); 0 if none is followed.
std::chrono::microseconds clock_difference();

}  // namespace raccordo::base
