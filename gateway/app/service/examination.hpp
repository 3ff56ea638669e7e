// Examination of an installation for its operator: what is wrong, what will be, and what to do. Reads only;
// works beside a running gateway. Called by `raccordo doctor`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/rules/installation.hpp"
#include "base/time.hpp"

namespace raccordo::app {

enum class Condition : std::uint8_t { well, warning, wrong };

struct Observation {
  std::string what;  ///< `store`, `keys`, `disk` and so on: for monitoring
  Condition condition = Condition::well;
  std::string words;  ///< one sentence, and what to do unless all is well
};

/// What does not need the store: TLS files and their dates, file modes.
std::vector<Observation> examine_files(const Config& config, base::Instant now);
/// Store, keys, clock, disk with a forecast, sources that stopped, tables, waiting records, spooled bodies,
/// backup, journal. `installation` is open.
std::vector<Observation> examine_store(const Installation& installation, base::Instant now);

/// Sources that sent on several days and then for much longer than usual not at all. `days` in order.
std::vector<std::string> silent_sources(const std::vector<store::DayTraffic>& days, base::Instant now);
/// Days until the disk has only `reserve` bytes free if it fills as on these days; negative: it does not
/// fill.
std::int64_t days_until_full(const std::vector<store::DayTraffic>& days, std::uint64_t store_bytes,
                             std::uint64_t stored_records, std::uint64_t free_bytes, std::uint64_t reserve);

}  // namespace raccordo::app
