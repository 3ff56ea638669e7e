#include "aggregate/published/group_sums.hpp"

#include <utility>

namespace raccordo::aggregate {

void GroupSums::add_up(const GroupIndex& index, std::span<const Contribution> contributions,
                       std::vector<GroupValue>& out) {
  out.clear();
  for (const auto& [cell, value] : contributions) {
    for (auto at = index.begin[cell]; at < index.begin[cell + 1]; ++at) {
      const auto& [group, factor] = index.entries[at];
      touched_.add(group);
      sums_[group] += factor * value;
    }
  }
  if (contributions.empty()) return;
  touched_.take_all([&](std::uint32_t group) {
    if (sums_[group] != 0) out.push_back({group, std::exchange(sums_[group], 0)});
  });
}

}  // namespace raccordo::aggregate
