#include "model/own_codes.hpp"

#include <array>

namespace raccordo::model {

std::string_view to_string(Unsaid why) {
  constexpr std::array<std::string_view, 7> kNames = {
      "no-equivalent", "several-equivalents", "not-in-force", "unmapped-code",
      "no-place",      "before-opening",      "unfit-value"};
  return kNames.at(static_cast<std::size_t>(why));
}

}  // namespace raccordo::model
