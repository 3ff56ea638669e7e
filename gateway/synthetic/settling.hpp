// Whole numbers that keep linear bounds, such as hidden cells whose sums are shown: a search that starts from
// estimates and moves as little as it must. Called by case_numbers. Threads: one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "synthetic/random.hpp"

namespace raccordo::synthetic {

/// `low` <= sum of `plus` less sum of `minus` <= `high`.
struct Bound {
  std::vector<std::uint32_t> plus, minus;  ///< variables, each in one of them once
  std::int64_t low = 0, high = 0;
};

class Settling {
 public:
  enum class Role : std::uint8_t { fixed, free };
  /// A variable that is never less than 0. Returns its number.
  std::uint32_t add(std::int64_t value, Role role);
  void bind(const Bound& bound);
  /// Changes free variables until every bound is kept; else the nearest values that were found.
  void run(Random& random);
  std::int64_t value(std::uint32_t variable) const { return values_[variable]; }
  /// How far all bounds together are from being kept.
  std::int64_t distance() const;

 private:
  struct Use {
    std::size_t bound = 0;
    int sign = 1;
  };
  struct Step {
    std::uint32_t variable = 0;
    std::int64_t by = 0;
  };
  static std::int64_t beyond(const Bound& bound, std::int64_t sum);
  std::int64_t apply(const Step& step);
  void work_on(std::size_t bound, Random& random);
  bool attempt(const Step& first, const Step& second, Random& random);

  std::vector<std::int64_t> values_;
  std::vector<bool> is_free_;
  std::vector<std::vector<Use>> uses_;  // by variable
  std::vector<Bound> bounds_;
  std::vector<std::vector<Step>> free_;       // by bound: its free variables; `by` is the sign
  std::vector<std::int64_t> sums_, weights_;  // by bound
};

}  // namespace raccordo::synthetic
