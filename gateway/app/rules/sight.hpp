// What clients without `administer` may see of records and figures (docs/protection.md#rule-15). Used by
// routes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "intake/clients.hpp"

namespace raccordo::app {

/// An administrator sees everything, others only records of their own Comuni and sources; `comuni` in
/// clients.yaml limits both.
bool sees(const intake::Client& client, std::string_view source, std::string_view owner);

/// With fewer records a share would reveal small counts.
inline constexpr std::uint64_t kLeastForCoverage = 100;
/// Whole percent, rounded down; nothing under kLeastForCoverage records or without values.
std::optional<int> coverage_percent(std::uint64_t records, std::uint64_t coded, std::uint64_t mapped);

}  // namespace raccordo::app
