#include <algorithm>
#include <map>
#include <utility>

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

/// Draws presences of persons with one presence, by the child of a territory in which they are.
class Pool {
 public:
  Pool(Workbench& bench, Node above, Counted counted) : bench_(bench) {
    const auto& tree = bench.vocabulary.tree(Kind::territory);
    std::map<Node, std::vector<std::uint32_t>> children;
    for (std::size_t i = 0; i < bench.people.buckets.size(); ++i) {
      int node = bench.people.buckets[i];
      while (node > 0 && tree.nodes[static_cast<std::size_t>(node)].parent != above)
        node = tree.nodes[static_cast<std::size_t>(node)].parent;
      if (node <= 0) continue;
      for (const auto presence : bench.people.in_bucket[i]) {
        const auto& one = bench.people.presences[presence];
        const bool is_alone = bench.people.persons[one.person].presences.size() == 1;
        if (is_alone && (one.in_charge || counted == Counted::with_interventions))
          children[static_cast<Node>(node)].push_back(presence);
      }
    }
    for (auto& [child, presences] : children) {
      children_.push_back(std::move(presences));
      bench.random.shuffle(children_.back());
    }
  }

  /// Joins two persons of different children; false if there are none.
  bool join_two() {
    std::vector<std::uint64_t> sizes;
    for (const auto& presences : children_) sizes.push_back(presences.size());
    const auto first = bench_.random.weighted(sizes);
    if (first == sizes.size()) return false;
    sizes[first] = 0;
    const auto second = bench_.random.weighted(sizes);
    if (second == sizes.size()) return false;
    const auto kept = children_[first].back(), joined = children_[second].back();
    children_[first].pop_back();
    children_[second].pop_back();
    auto& people = bench_.people;
    const auto person = people.presences[kept].person;
    people.persons[people.presences[joined].person].presences.clear();
    people.persons[person].presences.push_back(joined);
    people.presences[joined].person = person;
    return true;
  }

 private:
  Workbench& bench_;
  std::vector<std::vector<std::uint32_t>> children_;
};

}  // namespace

void place_persons(Workbench& bench) {
  auto& people = bench.people;
  const bool has_cases = has_tables(bench.set, Counted::in_charge);
  for (const auto& [bucket, leaves] : leaves_by_bucket(bench.vocabulary)) {
    people.buckets.push_back(bucket);
    auto& inside = people.in_bucket.emplace_back();
    const auto with = std::max<std::int64_t>(0, wanted_in(bench.set, Counted::with_interventions, bucket));
    const auto cases = wanted_in(bench.set, Counted::in_charge, bucket);
    const auto in_charge = has_cases ? (cases >= 0 ? cases : with) : 0;
    for (std::int64_t i = 0; i < std::max(with, in_charge); ++i) {
      const auto number = static_cast<std::uint32_t>(people.presences.size());
      people.persons.emplace_back().presences.push_back(number);
      people.presences.push_back({number, leaves.front(), i < in_charge || !has_cases, {}, {}});
      inside.push_back(number);
    }
  }
}

/// What the Ambiti of a district count more than the district, and the districts more than the province, are
/// persons of two of them.
void join_presences(Workbench& bench) {
  const auto counted =
      has_tables(bench.set, Counted::in_charge) ? Counted::in_charge : Counted::with_interventions;
  const auto& tree = bench.vocabulary.tree(Kind::territory);
  // Nodes follow their parents, so that the lowest territories come first.
  for (std::size_t node = tree.nodes.size(); node-- > 0;) {
    if (bench.vocabulary.bucket_of[node] != 0) continue;
    auto surplus = -wanted_in(bench.set, counted, static_cast<Node>(node));
    if (surplus > 0) continue;
    for (std::size_t child = 1; child < tree.nodes.size(); ++child) {
      if (tree.nodes[child].parent == static_cast<int>(node))
        surplus += std::max<std::int64_t>(0, wanted_in(bench.set, counted, static_cast<Node>(child)));
    }
    Pool pool(bench, static_cast<Node>(node), counted);
    while (surplus-- > 0 && pool.join_two()) continue;
  }
}

}  // namespace raccordo::synthetic
