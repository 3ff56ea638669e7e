#include "base/local_time.hpp"

#include <algorithm>
#include <ctime>

namespace raccordo::base {
namespace {

constexpr std::int64_t kMicros = 1'000'000;
constexpr std::int64_t kDay = 86400;

std::int32_t offset_of_process(std::int64_t utc_seconds) {
  const auto stamp = static_cast<std::time_t>(utc_seconds);
  std::tm parts{};
  if (localtime_r(&stamp, &parts) == nullptr) return 0;
  return static_cast<std::int32_t>(parts.tm_gmtoff);
}

}  // namespace

LocalReading read_local(const CivilTime& civil, const OffsetAt& offset_at) {
  const std::int64_t shown =
      std::int64_t{to_days(civil.date)} * kDay + civil.hour * 3600 + civil.minute * 60 + civil.second;
  const auto at = [&](std::int64_t utc_seconds) { return Instant{utc_seconds * kMicros + civil.micros}; };
  if (civil.offset_seconds) return {at(shown - *civil.offset_seconds)};
  // Offsets differ by less than a day, so those of the surrounding days are the ones before and after a
  // change.
  const auto before = offset_at(shown - kDay);
  const auto after = offset_at(shown + kDay);
  if (before == after) return {at(shown - before)};
  const bool shown_before = offset_at(shown - before) == before;
  const bool shown_after = offset_at(shown - after) == after;
  if (shown_before != shown_after) return {at(shown - (shown_before ? before : after))};
  return {at(shown - std::min(before, after)),
          shown_before ? LocalOccurrence::twice : LocalOccurrence::never};
}

LocalReading read_local(const CivilTime& civil) { return read_local(civil, offset_of_process); }

}  // namespace raccordo::base
