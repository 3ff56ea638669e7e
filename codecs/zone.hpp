// Zone: the offsets of one IANA time zone, for instants that a source writes without a zone and in a zone
// other than the process's. Read from the system's time zone files when a profile is loaded; immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/local_time.hpp"

namespace raccordo::codecs {

class Zone {
 public:
  /// The zone of that IANA name; null if the system does not have it.
  static std::shared_ptr<const Zone> load(const std::string& iana_name);

  /// Local time to UTC, by the rule of base/local_time.hpp.
  base::LocalReading read_local(const base::CivilTime& civil) const;

 private:
  std::int32_t offset_at(std::int64_t utc_seconds) const;

  /// From `from` (seconds since 1970, UTC) on, local time is UTC + `offset` seconds.
  struct Period {
    std::int64_t from = 0;
    std::int32_t offset = 0;
  };
  std::vector<Period> periods_;
};

}  // namespace raccordo::codecs
