// Zone: an IANA time zone, for times that are written without an offset from UTC. Its rules are the system's
// time zone files, read by cctz. One rule for the process's zone and for the zone of a profile.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/civil_time.hpp"

namespace raccordo::base {

/// Whether the clocks showed a local time once, twice (end of summer time) or never (its start).
enum class LocalOccurrence : std::uint8_t { once, twice, never };

struct LocalReading {
  Instant instant;
  LocalOccurrence occurrence = LocalOccurrence::once;
};

/// Immutable; any number of threads may use one.
class Zone {
 public:
  struct Rules;

  /// The zone of that IANA name (`Europe/Rome`, `UTC`); null if the system does not have it.
  static std::shared_ptr<const Zone> load(const std::string& iana_name);
  /// The zone of the machine: of the variable TZ, else of /etc/localtime.
  static std::shared_ptr<const Zone> of_machine();

  explicit Zone(std::unique_ptr<const Rules> rules);
  ~Zone();
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;

  /// `civil` in UTC; by its own offset if it has one. Of two possible instants the later: an earlier one
  /// could make a correction look older than the version it corrects.
  LocalReading read_local(const CivilTime& civil) const;
  /// The calendar date that the clocks of the zone show at an instant.
  Date date_of(Instant instant) const;

 private:
  Date date_at(Instant instant) const;
  std::unique_ptr<const Rules> rules_;
  std::uint64_t serial_;  ///< of this object in the program, from 1
};

/// The same in the zone of `set_local_timezone`.
LocalReading read_local(const CivilTime& civil);

}  // namespace raccordo::base
