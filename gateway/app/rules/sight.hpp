// Who sees what (docs/protection.md#rule-15: other ways out carry no small counts). Asked by routes that show
// records or figures to clients that do not administer.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "intake/clients.hpp"

namespace raccordo::app {

/// An administrator sees everything, others only what their own Comuni and sources sent; `comuni` in
/// clients.yaml limits either.
bool sees(const intake::Client& client, std::string_view source, std::string_view owner);

/// A share of fewer records than this would tell small counts.
inline constexpr std::uint64_t kLeastForCoverage = 100;
/// Whole percent, rounded down; nothing under kLeastForCoverage records or without values.
std::optional<int> coverage_percent(std::uint64_t records, std::uint64_t coded, std::uint64_t mapped);

}  // namespace raccordo::app
