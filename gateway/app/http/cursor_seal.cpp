#include "app/http/cursor_seal.hpp"

#include "base/text.hpp"

namespace raccordo::app {
namespace {

std::string context_of(std::string_view list) { return "cursor|" + std::string(list); }

}  // namespace

std::string seal_cursor(const privacy::Sealer& sealer, std::string_view list, std::string_view position) {
  return base::to_hex(sealer.seal(position, context_of(list)));
}

std::optional<std::string> open_cursor(const privacy::Sealer& sealer, std::string_view list,
                                       std::string_view sealed) {
  const auto bytes = base::from_hex(sealed);
  // Letters in another case are another text.
  if (!bytes || base::to_hex(*bytes) != sealed) return std::nullopt;
  return sealer.open(*bytes, context_of(list));
}

}  // namespace raccordo::app
