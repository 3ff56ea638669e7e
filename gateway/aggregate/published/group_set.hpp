// A set of groups that is filled in any order and emptied in order of group. Internal to aggregate/.
#pragma once

#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace raccordo::aggregate {

class GroupSet {
 public:
  explicit GroupSet(std::size_t groups)
      : words_((groups + kBits - 1) / kBits, 0), used_((words_.size() + kBits - 1) / kBits, 0) {}
  void add(std::uint32_t group) {
    words_[group / kBits] |= std::uint64_t{1} << (group % kBits);
    used_[group / kBits / kBits] |= std::uint64_t{1} << (group / kBits % kBits);
  }
  /// Calls `use(group)` for each, in order, and removes them.
  template <class Use>
  void take_all(Use use) {
    for (std::size_t part = 0; part < used_.size(); ++part) {
      for (auto words = std::exchange(used_[part], 0); words != 0; words &= words - 1) {
        const auto word = part * kBits + static_cast<std::size_t>(std::countr_zero(words));
        for (auto left = std::exchange(words_[word], 0); left != 0; left &= left - 1)
          use(static_cast<std::uint32_t>(word * kBits + static_cast<std::size_t>(std::countr_zero(left))));
      }
    }
  }

 private:
  static constexpr std::size_t kBits = 64;
  std::vector<std::uint64_t> words_;
  std::vector<std::uint64_t> used_;  // one bit for each word that is not empty
};

}  // namespace raccordo::aggregate
