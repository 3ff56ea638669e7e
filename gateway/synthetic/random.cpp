#include "synthetic/random.hpp"

#include <limits>

#include "base/digest.hpp"

namespace raccordo::synthetic {
namespace {

std::uint64_t rotated(std::uint64_t value, int by) { return (value << by) | (value >> (64 - by)); }

}  // namespace

Random::Random(std::string_view seed) {
  const auto digest = base::sha256(seed);
  for (std::size_t i = 0; i < digest.size(); ++i) state_[i / 8] = (state_[i / 8] << 8) | digest[i];
}

std::uint64_t Random::next() {
  const auto result = rotated(state_[1] * 5, 7) * 9;
  const auto shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = rotated(state_[3], 45);
  return result;
}

std::uint64_t Random::below(std::uint64_t count) {
  constexpr auto kLargest = std::numeric_limits<std::uint64_t>::max();
  const auto limit = kLargest - kLargest % count;
  auto value = next();
  while (value >= limit) value = next();
  return value % count;
}

std::size_t Random::weighted(std::span<const std::uint64_t> weights) {
  std::uint64_t total = 0;
  for (const auto weight : weights) total += weight;
  if (total == 0) return weights.size();
  auto left = below(total);
  std::size_t place = 0;
  while (left >= weights[place]) left -= weights[place++];
  return place;
}

}  // namespace raccordo::synthetic
