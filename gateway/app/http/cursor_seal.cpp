#include "app/http/cursor_seal.hpp"

#include "base/text.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kVersion = "1.";
constexpr std::size_t kMacBytes = 16;

std::string mac_of(const base::Hmac& key, std::string_view list, std::string_view position) {
  // No pseudonym has this prefix: its input begins with the kind of an identifier.
  const auto digest = key.compute("cursor|1|" + base::to_hex(list) + "|" + std::string(position));
  return base::to_hex({reinterpret_cast<const char*>(digest.data()), kMacBytes});
}

}  // namespace

std::string seal_cursor(const base::Hmac& key, std::string_view list, std::string_view position) {
  return std::string(kVersion) + std::string(position) + "." + mac_of(key, list, position);
}

std::optional<std::string> open_cursor(const base::Hmac& key, std::string_view list,
                                       std::string_view sealed) {
  const auto point = sealed.rfind('.');
  if (!sealed.starts_with(kVersion) || point < kVersion.size() || point == std::string_view::npos)
    return std::nullopt;
  const auto position = sealed.substr(kVersion.size(), point - kVersion.size());
  if (sealed != seal_cursor(key, list, position)) return std::nullopt;
  return std::string(position);
}

}  // namespace raccordo::app
