#include "model/sender.hpp"

#include <algorithm>
#include <array>

namespace raccordo::model {
namespace {
constexpr std::array<std::string_view, kSenders> kNames = {"municipal", "health", "third-sector"};
}

std::string_view to_string(Sender sender) { return kNames[static_cast<std::size_t>(sender)]; }

std::optional<Sender> parse_sender(std::string_view text) {
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Sender>(found - kNames.begin());
}

std::span<const std::string_view> sender_names() { return kNames; }

}  // namespace raccordo::model
