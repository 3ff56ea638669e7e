#include "aggregate/published/group_sums.hpp"

namespace raccordo::aggregate {

void GroupSums::add(const GroupIndex& index, std::span<const Contribution> contributions) {
  for (const auto& [cell, value] : contributions) {
    for (auto at = index.begin[cell]; at < index.begin[cell + 1]; ++at) {
      const auto& [group, factor] = index.entries[at];
      touched_.add(group);
      sums_[group] += factor * value;
    }
  }
}

void GroupSums::add_up(const GroupIndex& index, std::span<const Contribution> contributions,
                       std::vector<GroupValue>& out) {
  out.clear();
  add(index, contributions);
  take_all([&](std::uint32_t group, std::int64_t sum) { out.push_back({group, sum}); });
}

}  // namespace raccordo::aggregate
