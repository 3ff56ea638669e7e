#include "synthetic/repair.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace raccordo::synthetic {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kEnough = 64;  ///< candidates for one cell
constexpr std::uint64_t kMostTrials = 10'000'000;
constexpr int kTrialsOfRound = 2000;

bool includes(const std::vector<std::uint32_t>& chain, std::uint32_t place) {
  return std::find(chain.begin(), chain.end(), place) != chain.end();
}

}  // namespace

Repair::Repair(const Vocabulary& vocabulary, const TableSet& set, People& people, Tally& tally,
               Random& random)
    : vocabulary_(vocabulary),
      set_(set),
      people_(people),
      tally_(tally),
      random_(random),
      changes_(vocabulary, people, tally, random) {
  bucket_index_.assign(vocabulary.bucket_of.size(), 0);
  for (std::size_t i = 0; i < people.buckets.size(); ++i) bucket_index_[people.buckets[i]] = i;
  leaves_.resize(people.buckets.size());
  for (const auto leaf : vocabulary.tree(Kind::territory).leaves)
    leaves_[bucket_index_[vocabulary.bucket_of[leaf]]].push_back(leaf);
  list_all();
  no_need_ = vocabulary.tree(Kind::need).find(kUnassigned).value_or(0);
  services_ = vocabulary.tree(Kind::service).leaves;
  for (const auto need : vocabulary.tree(Kind::need).leaves) {
    if (need != no_need_) needs_.push_back(need);
  }
}

void Repair::run() {
  if (all_.empty()) return;
  const auto persons = static_cast<std::uint64_t>(all_.size());
  const auto until = std::min<std::uint64_t>(kMostTrials, 100'000 + 800 * persons);
  constexpr int kPasses = 60;
  for (int pass = 0; pass < kPasses && trials_ < until && distance(kUpperWeight) > 0; ++pass) {
    exchange_doubles();
    repair_cells(kUpperWeight, {300, 100, until});
  }
  repair_cells(kLowerWeight, {8, 40, trials_ + 30 * persons});
}

std::int64_t Repair::distance(std::uint8_t weight) const {
  std::int64_t sum = 0;
  for (std::uint32_t cell = 0; cell < set_.weight.size(); ++cell) {
    if (set_.weight[cell] == weight) sum += std::abs(tally_.excess(cell));
  }
  return sum;
}

/// Cells that weigh more are held, cells that weigh less are free to move: the search would stand still if
/// they had to stay near too. After a round that brought nothing nearer, the cells that are still wrong weigh
/// more than the others, until the search leaves the place where it was stuck. The nearest register is kept.
void Repair::repair_cells(std::uint8_t weight, const Effort& effort) {
  constexpr std::int32_t kHeld = 1'000'000, kFirst = 8;
  std::vector<std::int32_t> weights(set_.weight.size(), 0);
  for (std::uint32_t cell = 0; cell < weights.size(); ++cell) {
    if (set_.weight[cell] == weight) weights[cell] = kFirst;
    if (set_.weight[cell] > weight) weights[cell] = kHeld;
  }
  tally_.weigh(std::move(weights));
  auto best = distance(weight);
  auto nearest = people_;
  for (int stuck = 0; stuck < effort.rounds && best > 0 && trials_ < effort.until; ++stuck) {
    work_once(weight, effort);
    const auto now = distance(weight);
    if (now < best) {
      best = now;
      nearest = people_;
      stuck = 0;
      continue;
    }
    for (const auto cell : wrong_cells(weight)) tally_.add_weight(cell, 1);
  }
  people_ = std::move(nearest);
  list_all();
  tally_.count();
}

void Repair::work_once(std::uint8_t weight, const Effort& effort) {
  auto wrong = wrong_cells(weight);
  random_.shuffle(wrong);
  list_presences();
  // A round has a cost of its own, so a few wrong cells get more trials each.
  const auto tries = std::max(effort.tries, kTrialsOfRound / static_cast<int>(wrong.size()));
  for (const auto cell : wrong) {
    if (trials_ < effort.until) work_on(cell, tries);
  }
}

std::vector<std::uint32_t> Repair::wrong_cells(std::uint8_t weight) const {
  std::vector<std::uint32_t> wrong;
  for (std::uint32_t cell = 0; cell < set_.weight.size(); ++cell) {
    if (set_.weight[cell] == weight && tally_.excess(cell) != 0) wrong.push_back(cell);
  }
  return wrong;
}

void Repair::work_on(std::uint32_t cell, int tries) {
  const auto excess = tally_.excess(cell);
  if (excess == 0) return;
  const auto wanted = wanted_of(cell);
  // Large distances need more changes than small ones.
  const int effort = tries * std::clamp(std::abs(excess), 1, 20);
  if (excess > 0)
    lower(wanted, effort);
  else
    raise(wanted, effort);
}

Repair::Wanted Repair::wanted_of(std::uint32_t cell) const {
  Wanted wanted;
  wanted.table = &set_.tables[set_.table_of[cell]];
  wanted.cell = cell;
  wanted.counts_the_idle = wanted.table->by_intervention;
  std::size_t stride = wanted.table->table->cells().size();
  std::size_t rest = cell - wanted.table->first;
  const auto& dimensions = wanted.table->table->dimensions();
  for (std::size_t i = 0; i < dimensions.size(); ++i) {
    stride /= dimensions[i].categories.size();
    wanted.parts.push_back(static_cast<std::uint32_t>(rest / stride * stride));
    rest %= stride;
    if (wanted.parts.back() == 0) continue;
    wanted.asked.push_back(i);
    const auto kind = wanted.table->axes[i].kind;
    wanted.counts_the_idle = wanted.counts_the_idle && kind != Kind::service;
    wanted.is_of_territory = wanted.is_of_territory || kind == Kind::territory;
    // Neighbours are of one Ambito: exchanging their places changes lower levels only.
    if (kind != Kind::territory || set_.weight[cell] == kLowerWeight) wanted.moves.push_back(i);
  }
  return wanted;
}

bool Repair::has(const Wanted& wanted, std::size_t number, std::uint32_t place) const {
  const auto& axis = wanted.table->axes[number];
  const auto part = wanted.parts[number];
  const auto& presence = people_.presences[place];
  if (axis.kind == Kind::territory) return includes(axis.chain[presence.leaf], part);
  if (axis.kind == Kind::service || axis.kind == Kind::need) {
    const auto& nodes = axis.kind == Kind::service ? presence.services : presence.needs;
    if (nodes.empty()) return axis.kind == Kind::need && includes(axis.chain[no_need_], part);
    return std::any_of(nodes.begin(), nodes.end(),
                       [&](Node node) { return includes(axis.chain[node], part); });
  }
  return includes(axis.chain[attribute(people_.persons[presence.person], axis.kind)], part);
}

bool Repair::is_in(const Wanted& wanted, std::uint32_t place, std::size_t but) const {
  const auto& presence = people_.presences[place];
  if (wanted.table->by_intervention ? presence.services.empty() : !presence.in_charge) return false;
  return std::all_of(wanted.asked.begin(), wanted.asked.end(),
                     [&](std::size_t axis) { return axis == but || has(wanted, axis, place); });
}

/// The presences of the Ambito that the cell is of, or within; all above that.
const std::vector<std::uint32_t>& Repair::scope_of(const Wanted& wanted) const {
  for (const auto axis : wanted.asked) {
    const auto& places = wanted.table->axes[axis];
    if (places.kind != Kind::territory) continue;
    const auto found = std::find(places.place.begin(), places.place.end(), wanted.parts[axis]);
    const auto node = static_cast<std::size_t>(found - places.place.begin());
    if (found == places.place.end() || vocabulary_.bucket_of[node] == 0) continue;
    return people_.in_bucket[bucket_index_[vocabulary_.bucket_of[node]]];
  }
  return all_;
}

/// Presences that are in the cell but for one axis: a sample if there are many.
std::vector<std::uint32_t> Repair::find(const Wanted& wanted, std::size_t but) {
  std::vector<std::uint32_t> found;
  const auto& scope = scope_of(wanted);
  if (scope.empty()) return found;
  for (std::size_t i = 0; i < 16 * kEnough && found.size() < kEnough; ++i) {
    const auto presence = scope[random_.index(scope.size())];
    if (is_in(wanted, presence, but)) found.push_back(presence);
  }
  if (found.size() >= kEnough / 4) return found;
  found.clear();
  for (const auto presence : scope) {
    if (is_in(wanted, presence, but)) found.push_back(presence);
  }
  return found;
}

/// A service or need of the presence in the part that the cell asks for; 0 if there is none.
Node Repair::element_of(const Wanted& wanted, std::size_t number, std::uint32_t place) const {
  const auto& axis = wanted.table->axes[number];
  const auto& presence = people_.presences[place];
  for (const auto node : axis.kind == Kind::service ? presence.services : presence.needs) {
    if (includes(axis.chain[node], wanted.parts[number])) return node;
  }
  return 0;
}

/// With whom a presence exchanges: mostly with those whose exchange changes the cell and few others. That is
/// a neighbour for a cell of all Ambiti, and someone with the same attributes for a cell of one.
const std::vector<std::uint32_t>& Repair::partners(const Wanted& wanted, std::uint32_t presence) {
  const auto drawn = random_.below(8);
  if (drawn == 0) return all_;
  if (wanted.is_of_territory && drawn < 5) {
    const auto found = alike_.find(stratum_of(presence));
    if (found != alike_.end()) return found->second;
  }
  return neighbours(presence);
}

/// The cell counts too many: someone in it gives what the cell asks for to a neighbour.
void Repair::lower(const Wanted& wanted, int tries) {
  const auto inside = find(wanted, kNone);
  if (inside.empty()) return;
  for (int i = 0; i < tries && tally_.excess(wanted.cell) > 0; ++i, ++trials_) {
    const auto giver = inside[random_.index(inside.size())];
    if (!is_in(wanted, giver, kNone)) continue;
    if (wanted.moves.empty() || random_.below(wanted.counts_the_idle ? 2 : 16) == 0) {
      lower_total(wanted, giver, inside);
      continue;
    }
    const auto axis = wanted.moves[random_.index(wanted.moves.size())];
    if (random_.below(4) == 0 && convert(wanted, axis, giver)) continue;
    const auto& around = partners(wanted, giver);
    move_away(wanted, axis, {giver, around[random_.index(around.size())]});
  }
}

/// The cell counts too few: someone who lacks one thing for it gets it from a neighbour.
void Repair::raise(const Wanted& wanted, int tries) {
  std::vector<std::vector<std::uint32_t>> near(wanted.moves.size());
  std::vector<bool> is_searched(wanted.moves.size(), false);
  const auto idle = wanted.counts_the_idle ? idle_for(wanted) : find(wanted, kNone);
  for (int i = 0; i < tries && tally_.excess(wanted.cell) < 0; ++i, ++trials_) {
    if (random_.below(32) == 0) {
      bring(wanted);
      continue;
    }
    if (wanted.moves.empty() || random_.below(wanted.counts_the_idle ? 2 : 16) == 0) {
      if (!idle.empty()) raise_total(wanted, idle[random_.index(idle.size())]);
      continue;
    }
    const auto chosen = random_.index(wanted.moves.size());
    const auto axis = wanted.moves[chosen];
    if (!is_searched[chosen]) near[chosen] = find(wanted, axis);
    is_searched[chosen] = true;
    if (near[chosen].empty()) continue;
    const auto receiver = near[chosen][random_.index(near[chosen].size())];
    if (has(wanted, axis, receiver)) continue;
    if (random_.below(4) == 0 && convert(wanted, axis, receiver)) continue;
    const auto& around = partners(wanted, receiver);
    for (int look = 0; look < 48; ++look) {
      const auto giver = around[random_.index(around.size())];
      if (!has(wanted, axis, giver)) continue;
      move_away(wanted, axis, {giver, receiver});
      break;
    }
  }
}

}  // namespace raccordo::synthetic
