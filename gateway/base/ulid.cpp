#include "base/ulid.hpp"

#include <cstdint>

#include "base/digest.hpp"

namespace raccordo::base {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 26, kTimeLength = 10;

std::string ulid_of(Instant now) {
  std::string out(kLength, kDigits.front());
  auto millis = static_cast<std::uint64_t>(now.micros / 1000);
  for (std::size_t i = kTimeLength; i-- > 0;) {
    out[i] = kDigits[millis & 31];
    millis >>= 5;
  }
  const auto random = random_bytes(kLength - kTimeLength);
  for (std::size_t i = 0; i < random.size(); ++i) {
    out[kTimeLength + i] = kDigits[static_cast<unsigned char>(random[i]) & 31];
  }
  return out;
}

/// The next id in order.
std::string after(std::string id) {
  for (std::size_t i = id.size(); i-- > 0;) {
    const auto digit = kDigits.find(id[i]);
    if (digit + 1 < kDigits.size()) {
      id[i] = kDigits[digit + 1];
      return id;
    }
    id[i] = kDigits.front();
  }
  return id;
}

}  // namespace

std::string UlidSource::next(Instant now) {
  auto id = ulid_of(now);
  const std::lock_guard lock(mutex_);
  if (id <= newest_) id = after(newest_);
  newest_ = id;
  return id;
}

void UlidSource::raise(std::string_view id) {
  if (id.size() != kLength || id.find_first_not_of(kDigits) != std::string_view::npos) return;
  const std::lock_guard lock(mutex_);
  if (id > newest_) newest_ = id;
}

UlidSource& program_ulids() {
  static UlidSource source;
  return source;
}

std::string new_ulid(Instant now) { return program_ulids().next(now); }

}  // namespace raccordo::base
