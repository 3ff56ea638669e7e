#include <algorithm>

#include "synthetic/repair.hpp"

namespace raccordo::synthetic {

/// Tries one change by which the giver gives the receiver what the cell asks
/// for on this axis.
bool Repair::move_away(const Wanted& wanted, std::size_t axis, Pair pair) {
  const auto kind = wanted.table->axes[axis].kind;
  if (kind == Kind::territory) return changes_.exchange_places(pair);
  if (is_personal(kind)) {
    return random_.below(2) == 0 ? changes_.exchange_attribute(pair, kind) : changes_.exchange_persons(pair);
  }
  if (random_.below(8) == 0) return changes_.exchange_all(pair, kind);
  const auto element = element_of(wanted, axis, pair.giver);
  if (element == 0) return changes_.exchange_all(pair, kind);
  const bool too_many = tally_.excess(wanted.cell) > 0;
  switch (random_.below(4)) {
    case 0:
      return changes_.hand_over(pair, kind, element);
    case 1:
      return too_many ? changes_.drop(pair.giver, kind, element) : changes_.copy(pair, kind, element);
    case 2:
      return changes_.exchange_persons(pair);
    default:
      return changes_.exchange(pair, kind, element);
  }
}

/// Tries to have fewer distinct persons in a cell.
void Repair::lower_total(const Wanted& wanted, std::uint32_t giver,
                         const std::vector<std::uint32_t>& inside) {
  const auto& idle = idle_[bucket_of(giver)];
  if (!wanted.counts_the_idle || random_.below(4) == 0) {
    changes_.merge({giver, inside[random_.index(inside.size())]});
  } else if (idle.empty() || random_.below(8) == 0) {
    changes_.drop_all(giver);
  } else {
    changes_.exchange_all({giver, idle[random_.index(idle.size())]}, Kind::service);
  }
}

/// Tries to have more distinct persons in a cell.
void Repair::raise_total(const Wanted& wanted, std::uint32_t receiver) {
  const auto& around = neighbours(receiver);
  const auto giver = around[random_.index(around.size())];
  const auto& services = people_.presences[giver].services;
  if (!wanted.counts_the_idle || people_.presences[receiver].services.empty() == services.empty()) {
    changes_.split(receiver);
  } else if (random_.below(8) == 0 && !services.empty()) {
    changes_.copy({giver, receiver}, Kind::service, services.front());
  } else {
    changes_.exchange_all({giver, receiver}, Kind::service);
  }
}

void Repair::find_idle() {
  idle_.assign(people_.in_bucket.size(), {});
  for (std::size_t bucket = 0; bucket < idle_.size(); ++bucket) {
    for (const auto presence : people_.in_bucket[bucket]) {
      const auto& one = people_.presences[presence];
      if (one.in_charge && one.services.empty()) idle_[bucket].push_back(presence);
    }
  }
}

/// Those without interventions who would be in the cell with one.
std::vector<std::uint32_t> Repair::idle_for(const Wanted& wanted) const {
  std::vector<std::uint32_t> found;
  for (const auto& bucket : idle_) {
    for (const auto presence : bucket) {
      const bool fits = std::all_of(wanted.asked.begin(), wanted.asked.end(),
                                    [&](std::size_t axis) { return has(wanted, axis, presence); });
      if (fits) found.push_back(presence);
    }
  }
  return found;
}

}  // namespace raccordo::synthetic
