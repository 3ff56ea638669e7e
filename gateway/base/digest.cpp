// SHA256_CTX is used for the HMAC midstates: OpenSSL 3 deprecates it, but its EVP interface cannot copy a
// keyed state without an allocation, and the measured difference is a factor of ten.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/digest.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstring>

#include "base/result.hpp"
#include "base/text.hpp"

namespace raccordo::base {
namespace {

SHA256_CTX from_midstate(const std::array<std::uint32_t, 8>& midstate) {
  SHA256_CTX context;
  SHA256_Init(&context);
  std::copy(midstate.begin(), midstate.end(), context.h);
  context.Nl = SHA256_CBLOCK * 8;
  return context;
}

std::array<std::uint32_t, 8> midstate_of(const std::array<std::uint8_t, SHA256_CBLOCK>& block) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, block.data(), block.size());
  std::array<std::uint32_t, 8> out{};
  std::copy(std::begin(context.h), std::end(context.h), out.begin());
  OPENSSL_cleanse(&context, sizeof context);
  return out;
}

void fill_random(char* into, std::size_t count) {
  if (RAND_bytes(reinterpret_cast<unsigned char*>(into), static_cast<int>(count)) != 1) {
    throw SystemFault("the system's random generator failed");
  }
}

/// Buffered random bytes: nonces and numbers are needed in large numbers, and a call of the generator costs
/// more than the bytes. Used bytes are wiped. Each thread has its own buffer; this program never forks.
class RandomStock {
 public:
  static constexpr std::size_t kMost = 16;  ///< keys never come from here

  std::string take(std::size_t count) {
    if (bytes_.size() - taken_ < count) {
      fill_random(bytes_.data(), bytes_.size());
      taken_ = 0;
    }
    std::string out(bytes_.data() + taken_, count);
    OPENSSL_cleanse(bytes_.data() + taken_, count);
    taken_ += count;
    return out;
  }

 private:
  std::array<char, 1024> bytes_{};
  std::size_t taken_ = bytes_.size();
};

}  // namespace

Digest sha256(std::string_view bytes) {
  Digest out{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), out.data());
  return out;
}

std::string sha256_hex(std::string_view bytes) { return to_hex(as_bytes(sha256(bytes))); }

struct Sha256::State {
  SHA256_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { SHA256_Init(&state_->context); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
void Sha256::update(std::string_view bytes) { SHA256_Update(&state_->context, bytes.data(), bytes.size()); }
Digest Sha256::finish() {
  Digest out{};
  SHA256_Final(out.data(), &state_->context);
  return out;
}

Hmac::Hmac(std::string_view key) {
  std::array<std::uint8_t, SHA256_CBLOCK> block{};
  if (key.size() > block.size()) {
    const auto hashed = sha256(key);
    std::copy(hashed.begin(), hashed.end(), block.begin());
  } else {
    std::memcpy(block.data(), key.data(), key.size());
  }
  for (auto& byte : block) byte ^= 0x36;
  inner_ = midstate_of(block);
  for (auto& byte : block) byte ^= 0x36 ^ 0x5c;
  outer_ = midstate_of(block);
  OPENSSL_cleanse(block.data(), block.size());
}

Digest Hmac::compute(std::string_view message) const {
  Digest out{};
  auto context = from_midstate(inner_);
  SHA256_Update(&context, message.data(), message.size());
  SHA256_Final(out.data(), &context);
  context = from_midstate(outer_);
  SHA256_Update(&context, out.data(), out.size());
  SHA256_Final(out.data(), &context);
  return out;
}

std::string random_bytes(std::size_t count) {
  thread_local RandomStock stock;
  if (count <= RandomStock::kMost) return stock.take(count);
  std::string out(count, '\0');
  fill_random(out.data(), count);
  return out;
}

}  // namespace raccordo::base
