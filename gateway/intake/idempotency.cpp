#include "intake/idempotency.hpp"

#include <algorithm>

namespace raccordo::intake {

bool is_idempotency_key(std::string_view key) {
  return !key.empty() && key.size() <= kIdempotencyKeyBytes &&
         std::all_of(key.begin(), key.end(), [](char c) { return c >= 0x21 && c <= 0x7E; });
}

}  // namespace raccordo::intake
