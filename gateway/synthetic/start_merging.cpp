#include <algorithm>
#include <map>
#include <tuple>

#include "synthetic/start.hpp"

namespace raccordo::synthetic {
namespace {

using Stratum = std::tuple<Node, Node, Node>;
using Group = std::vector<std::uint32_t>;  ///< persons

/// True if both are in charge in one Ambito already: nobody is counted there twice.
bool share_place(const Workbench& bench, std::uint32_t one, std::uint32_t other) {
  const auto& people = bench.people;
  const auto bucket = [&](std::uint32_t presence) {
    return bench.vocabulary.bucket_of[people.presences[presence].leaf];
  };
  for (const auto a : people.persons[one].presences) {
    for (const auto b : people.persons[other].presences) {
      if (bucket(a) == bucket(b)) return true;
    }
  }
  return false;
}

void merge(People& people, std::uint32_t kept, std::uint32_t other) {
  auto& from = people.persons[other].presences;
  for (const auto presence : from) people.presences[presence].person = kept;
  auto& into = people.persons[kept].presences;
  into.insert(into.end(), from.begin(), from.end());
  from.clear();
}

/// Merges `count` pairs of persons of two different groups; the groups lose those who were merged away.
void merge_pairs(Workbench& bench, std::vector<Group*>& groups, std::int64_t count) {
  std::vector<std::uint64_t> sizes;
  for (std::int64_t tries = 0, merged = 0; merged < count && tries < 4 * count + 16; ++tries) {
    sizes.clear();
    for (const auto* group : groups) sizes.push_back(group->size());
    const auto first = bench.random.weighted(sizes);
    if (first == sizes.size()) return;
    sizes[first] = 0;
    const auto second = bench.random.weighted(sizes);
    if (second == sizes.size()) return;
    auto& gives = *groups[second];
    const auto kept = (*groups[first])[bench.random.index(groups[first]->size())];
    std::swap(gives[bench.random.index(gives.size())], gives.back());
    if (share_place(bench, kept, gives.back())) continue;
    merge(bench.people, kept, gives.back());
    gives.pop_back();
    ++merged;
  }
}

/// The table of persons in charge with territory and most attributes of persons.
const PersonTable* frame_of(const TableSet& set) {
  const PersonTable* best = nullptr;
  std::size_t most = 0;
  for (const bool by_intervention : {false, true}) {
    for (const auto& table : set.tables) {
      if (table.by_intervention != by_intervention || table.axis(Kind::territory) == nullptr) continue;
      std::size_t personal = 1;
      for (const auto& axis : table.axes) personal += is_personal(axis.kind) ? 1U : 0U;
      if (personal > most) best = &table;
      most = std::max(most, personal);
    }
    if (best != nullptr) return best;
  }
  return best;
}

/// The persons of the frame with the same attributes, by the node of the territory below which they are.
using Strata = std::map<Stratum, std::map<Node, Group>>;

class Merger {
 public:
  Merger(Workbench& bench, const PersonTable& frame) : bench_(bench), frame_(frame) {
    for (const auto& presence : bench.people.presences) {
      if (!frame.by_intervention && !presence.in_charge) continue;
      const auto& person = bench.people.persons[presence.person];
      const auto bucket = bench.vocabulary.bucket_of[presence.leaf];
      strata_[{person.sex, person.age, person.citizenship}][bucket].push_back(presence.person);
    }
  }

  /// What the territory has too many is merged among those below it.
  void merge_below(Node above) {
    std::map<std::uint32_t, std::int64_t> surplus;  // by cell of the frame
    for (auto& [stratum, groups] : strata_) {
      const auto cell = cell_of(stratum, above);
      auto& left = surplus.try_emplace(cell, -std::int64_t{bench_.set.wanted[cell]}).first->second;
      for (const auto* group : groups_below(groups, above)) left += static_cast<std::int64_t>(group->size());
    }
    for (auto& [stratum, groups] : strata_) {
      auto& left = surplus[cell_of(stratum, above)];
      auto below = groups_below(groups, above);
      Group all;
      for (const auto* group : below) left -= static_cast<std::int64_t>(group->size());
      merge_pairs(bench_, below, left + static_cast<std::int64_t>(size_of(below)));
      left += static_cast<std::int64_t>(size_of(below));
      for (const auto* group : below) all.insert(all.end(), group->begin(), group->end());
      if (above != 0) groups[above] = std::move(all);
    }
  }

 private:
  static std::size_t size_of(const std::vector<Group*>& groups) {
    std::size_t size = 0;
    for (const auto* group : groups) size += group->size();
    return size;
  }
  std::vector<Group*> groups_below(std::map<Node, Group>& groups, Node above) const {
    std::vector<Group*> below;
    for (auto& [child, group] : groups) {
      if (child != 0 && bench_.vocabulary.tree(Kind::territory).nodes[child].parent == above)
        below.push_back(&group);
    }
    return below;
  }
  std::uint32_t cell_of(const Stratum& stratum, Node territory) const {
    Nodes nodes{};
    nodes[at(Kind::territory)] = territory;
    std::tie(nodes[at(Kind::sex)], nodes[at(Kind::age)], nodes[at(Kind::citizenship)]) = stratum;
    return frame_.cell(nodes);
  }

  Workbench& bench_;
  const PersonTable& frame_;
  Strata strata_;
};

}  // namespace

void merge_presences(Workbench& bench) {
  const auto* frame = frame_of(bench.set);
  if (frame == nullptr) return;
  Merger merger(bench, *frame);
  // From the lowest territories up.
  for (std::size_t node = bench.vocabulary.tree(Kind::territory).nodes.size(); node-- > 0;) {
    if (bench.vocabulary.bucket_of[node] == 0) merger.merge_below(static_cast<Node>(node));
  }
}

}  // namespace raccordo::synthetic
