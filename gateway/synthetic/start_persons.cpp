#include <algorithm>
#include <map>

#include "synthetic/start.hpp"

namespace raccordo::synthetic {
namespace {

/// The Ambiti with the leaves of each; one without territory if no table has one.
std::map<Node, std::vector<Node>> leaves_by_bucket(const Vocabulary& vocabulary) {
  std::map<Node, std::vector<Node>> buckets;
  for (const auto leaf : vocabulary.tree(Kind::territory).leaves) {
    buckets[vocabulary.bucket_of[leaf]].push_back(leaf);
  }
  if (buckets.empty()) buckets[0] = {0};
  return buckets;
}

/// The table that knows most of where persons are.
const PersonTable* finest_table(const TableSet& set) {
  const PersonTable* best = nullptr;
  std::size_t most = 0;
  for (const auto& table : set.tables) {
    const auto* axis = table.axis(Kind::territory);
    if (axis == nullptr) continue;
    auto places = axis->place;
    std::sort(places.begin(), places.end());
    const auto count = static_cast<std::size_t>(std::unique(places.begin(), places.end()) - places.begin());
    if (count > most) best = &table;
    most = std::max(most, count);
  }
  return best;
}

/// Draws the leaves of an Ambito in proportion to its persons, without leaving any out.
class LeafDrawer {
 public:
  LeafDrawer(const TableSet& set, const std::vector<Node>& leaves) : leaves_(leaves) {
    const auto* table = finest_table(set);
    for (const auto leaf : leaves) {
      Nodes nodes{};
      nodes[at(Kind::territory)] = leaf;
      wanted_.push_back(
          table == nullptr ? 1 : static_cast<std::uint64_t>(std::max(set.wanted[table->cell(nodes)], 0)));
    }
    left_ = wanted_;
  }
  Node draw(Random& random) {
    auto chosen = random.weighted(left_);
    if (chosen < left_.size()) {
      --left_[chosen];
      return leaves_[chosen];
    }
    chosen = random.weighted(wanted_);
    return leaves_[chosen < leaves_.size() ? chosen : random.index(leaves_.size())];
  }

 private:
  const std::vector<Node>& leaves_;
  std::vector<std::uint64_t> wanted_, left_;
};

void draw_attributes(Workbench& bench, std::uint32_t presence) {
  auto& person = bench.people.persons[bench.people.presences[presence].person];
  std::vector<std::uint64_t> weights;
  for (const auto kind : kPersonal) {
    const auto& leaves = bench.vocabulary.tree(kind).leaves;
    if (leaves.empty()) continue;
    const auto counted =
        bench.quota.has(kind, Counted::in_charge) ? Counted::in_charge : Counted::with_interventions;
    const auto known = nodes_of(bench.people, presence);
    bench.quota.weigh(kind, counted, known, leaves, weights);
    const auto chosen = bench.random.weighted(weights);
    const auto node = leaves[chosen < leaves.size() ? chosen : bench.random.index(leaves.size())];
    bench.quota.take(kind, counted, known, node);
    attribute(person, kind) = node;
  }
}

}  // namespace

void place_persons(Workbench& bench) {
  const auto& set = bench.set;
  auto& people = bench.people;
  const bool has_cases = has_tables(set, Counted::in_charge);
  std::vector<LeafDrawer> drawers;
  const auto buckets = leaves_by_bucket(bench.vocabulary);
  std::vector<std::uint32_t> order;
  for (const auto& [bucket, leaves] : buckets) {
    people.buckets.push_back(bucket);
    auto& inside = people.in_bucket.emplace_back();
    const auto with = std::max<std::int64_t>(0, wanted_in(set, Counted::with_interventions, bucket));
    const auto cases = wanted_in(set, Counted::in_charge, bucket);
    const auto in_charge = has_cases ? (cases >= 0 ? cases : with) : 0;
    LeafDrawer drawer(set, leaves);
    for (std::int64_t i = 0; i < std::max(with, in_charge); ++i) {
      const auto number = static_cast<std::uint32_t>(people.presences.size());
      people.persons.emplace_back().presences.push_back(number);
      people.presences.push_back({number, drawer.draw(bench.random), i < in_charge || !has_cases, {}, {}});
      inside.push_back(number);
      order.push_back(number);
    }
  }
  // In random order, so that no Ambito is the last to draw from what tables without Ambiti lack.
  bench.random.shuffle(order);
  for (const auto presence : order) draw_attributes(bench, presence);
}

}  // namespace raccordo::synthetic
