// The kind of body that the records of a source come from (`sender` of its profile).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace raccordo::model {

enum class Sender : std::uint8_t { municipal, health, third_sector };
inline constexpr std::size_t kSenders = 3;
std::string_view to_string(Sender sender);  // "municipal", "health", "third-sector"
std::optional<Sender> parse_sender(std::string_view text);
/// The names, in the order of Sender.
std::span<const std::string_view> sender_names();

}  // namespace raccordo::model
