// Keys from passphrases (scrypt, RFC 7914), for files that must be opened without the keys of the
// installation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace raccordo::privacy {

/// Cost of one try: memory is 128 * n * r bytes.
struct ScryptCost {
  std::uint64_t n = std::uint64_t{1} << 17;  ///< a power of 2
  std::uint64_t r = 8, p = 1;
};

/// The first line of the file, without the line end. At least 12 characters. The fault names the file and
/// what to do.
base::Result<base::Secret> load_passphrase(const std::filesystem::path& file);

/// A key of one generation, for Sealer. Takes about half a second and 128 MiB with the usual cost. Throws
/// base::SystemFault for a cost that is not allowed (over 1 GiB) or without that memory.
base::Secret key_of_passphrase(const base::Secret& passphrase, std::string_view salt, const ScryptCost& cost);

}  // namespace raccordo::privacy
