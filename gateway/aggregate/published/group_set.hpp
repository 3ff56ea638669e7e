// A set of groups that is filled in any order and emptied in order of group. Internal to aggregate/.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace raccordo::aggregate {

class GroupSet {
 public:
  explicit GroupSet(std::size_t groups) : words_((groups + 63) / 64, 0) {}
  void add(std::uint32_t group) { words_[group / 64] |= std::uint64_t{1} << (group % 64); }
  /// Calls `use(group)` for each, in order, and removes them.
  template <class Use>
  void take_all(Use use) {
    for (std::size_t word = 0; word < words_.size(); ++word) {
      for (auto left = words_[word]; left != 0; left &= left - 1)
        use(static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(left))));
      words_[word] = 0;
    }
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace raccordo::aggregate
