// A release as plain values, and its stored form. Internal to aggregate/: only release.cpp turns parts into
// publishable tables.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/release/release.hpp"

namespace raccordo::aggregate {

struct TableParts {
  model::ExtractDefinition definition;
  std::vector<model::TableDimension> dimensions;
  std::vector<model::ShownCell> cells;
  std::string withheld;  ///< why nothing below the top levels is shown; "" where the table was not withheld
};

/// How many of the persons in charge are counted as they were in an earlier release: a class, never the
/// number.
enum class WaitingClass : std::uint8_t { not_stated, under_2_percent, from_2_to_5_percent };

/// As it is published; "" if it is not stated.
std::string_view to_string(WaitingClass waiting);
/// not_stated for any other text.
WaitingClass parse_waiting(std::string_view text);

struct ReleaseParts {
  std::string id, period;
  int revision = 0;  ///< number of earlier releases of the period
  Rules applied;
  std::string rules, guarantee;
  std::map<std::string, std::map<std::string, std::int32_t>> mapping_versions;
  std::map<std::string, int> coverage;
  WaitingClass waiting = WaitingClass::not_stated;
  std::vector<TableParts> tables;
};

}  // namespace raccordo::aggregate
