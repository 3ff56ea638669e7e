// The random numbers of a synthetic register: xoshiro256**, started from a SHA-256. Whole numbers only, no
// distribution of the standard library, so every machine draws the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace raccordo::synthetic {

class Random {
 public:
  explicit Random(std::string_view seed);
  std::uint64_t next();
  /// 0 to count - 1, each equally likely; `count` is at least 1.
  std::uint64_t below(std::uint64_t count);
  std::size_t index(std::size_t count) { return static_cast<std::size_t>(below(count)); }
  /// An index with a probability in proportion to its weight; `weights.size()` if all are 0.
  std::size_t weighted(std::span<const std::uint64_t> weights);

  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[index(i)]);
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace raccordo::synthetic
