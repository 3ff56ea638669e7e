#include <algorithm>
#include <map>
#include <utility>

#include "synthetic/repair.hpp"
#include "synthetic/solve.hpp"

namespace raccordo::synthetic {

/// Tries one change by which the giver gives the receiver what the cell asks for on this axis.
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
  if (people_.persons[people_.presences[giver].person].presences.size() > 1 && random_.below(2) == 0) {
    remove(giver);
  } else if (!wanted.counts_the_idle || random_.below(4) == 0) {
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

/// Tries to have someone in the cell who is in all of it but the territory. How many persons are in an Ambito
/// is not certain if its total is hidden.
void Repair::bring(const Wanted& wanted) {
  constexpr int kLooks = 48;
  const auto is_territory = [&](std::size_t axis) {
    return wanted.table->axes[axis].kind == Kind::territory;
  };
  const auto asked = std::find_if(wanted.asked.begin(), wanted.asked.end(), is_territory);
  if (asked == wanted.asked.end()) return;
  const auto& axis = wanted.table->axes[*asked];
  const auto bucket = random_.index(leaves_.size());
  if (leaves_[bucket].empty()) return;
  const auto leaf = leaves_[bucket][random_.index(leaves_[bucket].size())];
  const auto& chain = axis.chain[leaf];
  if (std::find(chain.begin(), chain.end(), wanted.parts[*asked]) == chain.end()) return;
  for (int look = 0; look < kLooks; ++look) {
    const auto presence = all_[random_.index(all_.size())];
    if (!is_in(wanted, presence, *asked)) continue;
    if (!changes_.add_presence(presence, leaf)) return;
    const auto added = static_cast<std::uint32_t>(people_.presences.size() - 1);
    people_.in_bucket[bucket].push_back(added);
    all_.push_back(added);
    return;
  }
}

void Repair::remove(std::uint32_t presence) {
  if (!changes_.remove_presence(presence)) return;
  auto& inside = people_.in_bucket[bucket_of(presence)];
  inside.erase(std::remove(inside.begin(), inside.end(), presence), inside.end());
  all_.erase(std::remove(all_.begin(), all_.end(), presence), all_.end());
}

/// Tries to turn one service or need of the presence into another: out of the cell if that counts too many,
/// else into it.
bool Repair::convert(const Wanted& wanted, std::size_t axis, std::uint32_t presence) {
  const auto kind = wanted.table->axes[axis].kind;
  if (kind != Kind::service && kind != Kind::need) return false;
  const auto& chain = wanted.table->axes[axis].chain;
  const auto& nodes = nodes_of(kind);
  const auto& own =
      kind == Kind::service ? people_.presences[presence].services : people_.presences[presence].needs;
  if (own.empty() || nodes.empty()) return false;
  if (tally_.excess(wanted.cell) > 0) {
    const auto element = element_of(wanted, axis, presence);
    return element != 0 && changes_.convert(presence, kind, element, nodes[random_.index(nodes.size())]);
  }
  const auto first = random_.index(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto node = nodes[(first + i) % nodes.size()];
    const auto& up = chain[node];
    if (std::find(up.begin(), up.end(), wanted.parts[axis]) == up.end()) continue;
    return changes_.convert(presence, kind, own[random_.index(own.size())], node);
  }
  return false;
}

/// A cell above the Ambiti counts a person of two once. Services or needs that such a person exchanges with a
/// neighbour of the same attributes change these cells and no others.
void Repair::exchange_doubles() {
  constexpr int kRounds = 200;
  std::vector<std::int32_t> weights(set_.weight.size(), 0);
  for (std::uint32_t cell = 0; cell < weights.size(); ++cell)
    weights[cell] = set_.weight[cell] == kUpperWeight ? 1 : 0;
  tally_.weigh(std::move(weights));
  list_presences();
  std::map<Nodes, std::vector<std::uint32_t>> alike;
  for (const auto presence : all_) {
    if (people_.presences[presence].in_charge)
      alike[synthetic::nodes_of(vocabulary_, people_, presence)].push_back(presence);
  }
  auto order = doubles_;
  for (int round = 0; round < kRounds && distance(kUpperWeight) > 0; ++round) {
    random_.shuffle(order);
    for (const auto presence : order) {
      const auto& others = alike[synthetic::nodes_of(vocabulary_, people_, presence)];
      if (others.empty()) continue;
      for (const auto kind : {Kind::service, Kind::need}) {
        const Pair pair{presence, others[random_.index(others.size())]};
        const auto& one = people_.presences[presence];
        const auto& own = kind == Kind::service ? one.services : one.needs;
        if (own.empty() || random_.below(2) == 0)
          changes_.exchange_all(pair, kind);
        else
          changes_.exchange(pair, kind, own[random_.index(own.size())]);
      }
    }
  }
}

void Repair::list_all() {
  all_.clear();
  for (const auto& bucket : people_.in_bucket) all_.insert(all_.end(), bucket.begin(), bucket.end());
  std::sort(all_.begin(), all_.end());
}

void Repair::list_presences() {
  idle_.assign(people_.in_bucket.size(), {});
  doubles_.clear();
  alike_.clear();
  for (std::size_t bucket = 0; bucket < idle_.size(); ++bucket) {
    for (const auto presence : people_.in_bucket[bucket]) {
      const auto& one = people_.presences[presence];
      alike_[stratum_of(presence)].push_back(presence);
      if (one.in_charge && one.services.empty()) idle_[bucket].push_back(presence);
      if (people_.persons[one.person].presences.size() > 1) doubles_.push_back(presence);
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
