// Random: the generator's only source of randomness. The same seed gives the same documents on every machine,
// which the standard library's distributions do not guarantee. Used by everything in tests/synth.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace raccordo::synth {

/// SplitMix64. Threads: one at a time.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// In [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  /// In [low, high], both included.
  int between(int low, int high) {
    return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(double probability) { return unit() < probability; }
  template <class T, std::size_t N>
  T& pick(std::span<T, N> items) {
    return items[static_cast<std::size_t>(next() % items.size())];
  }
  /// Index of an item drawn by weight; weights are not negative and not all zero.
  std::size_t pick_weighted(std::span<const double> weights) {
    double total = 0;
    for (const double weight : weights) total += weight;
    double rest = unit() * total;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
      rest -= weights[i];
      if (rest < 0) return i;
    }
    return weights.size() - 1;
  }

 private:
  std::uint64_t state_;
};

}  // namespace raccordo::synth
