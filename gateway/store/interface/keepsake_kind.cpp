#include "store/interface/keepsake_kind.hpp"

#include <algorithm>
#include <array>

namespace raccordo::store {
namespace {

constexpr std::array<std::string_view, 7> kNames = {"erase-record", "erase-person", "restrict",    "lift",
                                                    "publish",      "release",      "end-exchange"};

}  // namespace

std::string_view to_string(Keepsake::Kind kind) { return kNames.at(static_cast<std::size_t>(kind)); }

std::optional<Keepsake::Kind> parse_keepsake_kind(std::string_view name) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Keepsake::Kind>(found - kNames.begin());
}

}  // namespace raccordo::store
