#include "base/zone.hpp"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <algorithm>
#include <atomic>
#include <chrono>

namespace raccordo::base {
namespace {

constexpr std::int64_t kMicros = 1'000'000;

/// True for names of the IANA database. cctz also reads paths and names of its own (`libc:...`, `Fixed/...`).
bool is_iana_name(const std::string& name) {
  const auto allowed = [](unsigned char byte) {
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           byte == '/' || byte == '_' || byte == '-' || byte == '+';
  };
  return !name.empty() && name.front() != '/' && !name.starts_with("Fixed/") &&
         std::all_of(name.begin(), name.end(), allowed);
}

std::chrono::time_point<std::chrono::system_clock, cctz::seconds> whole_seconds(Instant instant) {
  const auto rest = instant.micros % kMicros;
  const auto seconds = instant.micros / kMicros - (rest < 0 ? 1 : 0);
  return std::chrono::time_point<std::chrono::system_clock, cctz::seconds>(cctz::seconds(seconds));
}

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> made{0};
  return ++made;
}

}  // namespace

struct Zone::Rules {
  cctz::time_zone zone;
};

Zone::Zone(std::unique_ptr<const Rules> rules) : rules_(std::move(rules)), serial_(next_serial()) {}
Zone::~Zone() = default;

std::shared_ptr<const Zone> Zone::load(const std::string& iana_name) {
  cctz::time_zone zone;
  if (!is_iana_name(iana_name) || !cctz::load_time_zone(iana_name, &zone)) return nullptr;
  return std::make_shared<Zone>(std::make_unique<const Rules>(Rules{zone}));
}

std::shared_ptr<const Zone> Zone::of_machine() {
  return std::make_shared<Zone>(std::make_unique<const Rules>(Rules{cctz::local_time_zone()}));
}

LocalReading Zone::read_local(const CivilTime& civil) const {
  const auto at = [&](std::int64_t utc_seconds) { return Instant{utc_seconds * kMicros + civil.micros}; };
  if (civil.offset_seconds) {
    constexpr std::int64_t kDay = 86'400;
    const auto utc = to_days(civil.date) * kDay + civil.hour * 3600 + civil.minute * 60 + civil.second;
    return {at(utc - *civil.offset_seconds)};
  }
  const cctz::civil_second shown(civil.date.year, civil.date.month, civil.date.day, civil.hour, civil.minute,
                                 civil.second);
  const auto found = rules_->zone.lookup(shown);
  const auto later = at(std::max(found.pre, found.post).time_since_epoch().count());
  switch (found.kind) {
    case cctz::time_zone::civil_lookup::SKIPPED:
      return {later, LocalOccurrence::never};
    case cctz::time_zone::civil_lookup::REPEATED:
      return {later, LocalOccurrence::twice};
    case cctz::time_zone::civil_lookup::UNIQUE:
      break;
  }
  return {later};
}

/// The date of a document's records is asked for at nearly the same instant, thousands of times a second:
/// within a quarter of an hour, on whose bounds zones have changed since 2000, the date is the same.
Date Zone::date_of(Instant instant) const {
  constexpr std::int64_t kSlot = 900 * kMicros;
  constexpr std::int64_t k2000 = 946'684'800 * kMicros;
  struct Known {
    std::uint64_t zone = 0;
    std::int64_t slot = -1;
    Date date;
  };
  thread_local Known known;
  if (instant.micros < k2000) return date_at(instant);
  const auto slot = instant.micros / kSlot;
  if (known.zone != serial_ || known.slot != slot) known = {serial_, slot, date_at(instant)};
  return known.date;
}

Date Zone::date_at(Instant instant) const {
  const auto shown = cctz::convert(whole_seconds(instant), rules_->zone);
  return {static_cast<std::int16_t>(shown.year()), static_cast<std::uint8_t>(shown.month()),
          static_cast<std::uint8_t>(shown.day())};
}

}  // namespace raccordo::base
