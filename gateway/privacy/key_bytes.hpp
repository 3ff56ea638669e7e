// Splits the bytes of a key file into generations. Internal to privacy.
#pragma once

#include <string_view>

#include "base/secret.hpp"

namespace raccordo::privacy {

inline constexpr std::size_t kKeyBytes = 32;
/// A sealed text names its generation in one byte.
inline constexpr std::size_t kMostGenerations = 255;

/// How many keys a loaded key file holds.
std::size_t generations_of(const base::Secret& key);
/// The bytes of one, oldest first; valid as long as the secret. Throws base::SystemFault if there is none.
std::string_view generation(const base::Secret& key, std::size_t index);
std::string_view newest_generation(const base::Secret& key);

}  // namespace raccordo::privacy
