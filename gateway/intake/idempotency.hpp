// Idempotency-Key: checks its form. The store keeps the keys, by client and source.
#pragma once

#include <string_view>

namespace raccordo::intake {

inline constexpr std::size_t kIdempotencyKeyBytes = 255;

/// 1 to 255 visible ASCII characters (0x21 to 0x7E); otherwise answer 400.
bool is_idempotency_key(std::string_view key);

}  // namespace raccordo::intake
