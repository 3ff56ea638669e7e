// SHA-256, keyed HMAC-SHA256, random bytes and ULIDs, on OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace raccordo::base {

using Digest = std::array<std::uint8_t, 32>;

inline std::string_view as_bytes(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Digest sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);

/// SHA-256 of data in several pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view bytes);
  /// Ends the computation; call once.
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// HMAC-SHA256 under one key, with the key schedule computed once.
/// Threads: `compute` may be called from several threads at once.
class Hmac {
 public:
  explicit Hmac(std::string_view key);
  Digest compute(std::string_view message) const;

 private:
  std::array<std::uint32_t, 8> inner_{};
  std::array<std::uint32_t, 8> outer_{};
};

/// From the system's cryptographic generator. Throws SystemFault if it fails.
std::string random_bytes(std::size_t count);

/// A ULID (26 Crockford base-32 characters). Ids of one program sort in the order in which they were made,
/// also when the clock goes back (ulid.hpp). Thread safe.
std::string new_ulid(Instant now);

}  // namespace raccordo::base
