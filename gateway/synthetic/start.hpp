// Fills a register from the tables: how many persons each Ambito has, their sex, age and citizenship, who is
// in two Ambiti, who has interventions and which, and the needs. Most tables come out nearly; repair does the
// rest. Called by microdata.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "synthetic/people.hpp"
#include "synthetic/quota.hpp"
#include "synthetic/random.hpp"
#include "synthetic/table_set.hpp"

namespace raccordo::synthetic {

/// What the parts of start share.
struct Workbench {
  const Vocabulary& vocabulary;
  const TableSet& set;
  Random& random;
  Quota quota;
  People people;
};

People fill_register(const Vocabulary& vocabulary, const TableSet& set, Random& random);

/// The parts, in this order.
void place_persons(Workbench& bench);       ///< start_persons.cpp
void merge_presences(Workbench& bench);     ///< start_merging.cpp
void give_interventions(Workbench& bench);  ///< start_services.cpp
void give_needs(Workbench& bench);          ///< start_needs.cpp

/// The nodes of a presence and its person; services and needs are left out.
Nodes nodes_of(const People& people, std::uint32_t presence);
/// The number of persons that the tables want in a territory; -1 if no table of these has territories.
std::int64_t wanted_in(const TableSet& set, Counted counted, Node territory);
/// True if any table counts these.
bool has_tables(const TableSet& set, Counted counted);

/// Presences among whom a quota is met: those of each Ambito if a table knows it, else all.
struct Scope {
  Node bucket = 0;
  const std::vector<std::uint32_t>* presences = nullptr;
};
std::vector<Scope> scopes_of(const Workbench& bench, Kind kind, Counted counted, Node node,
                             const std::vector<std::uint32_t>& all);

/// Gives the node to as many presences more as the scope lacks: of a few who may have it, one whose cells
/// lack it. `may` says who, `give` gives it.
template <class May, class Give>
void give_rest(Workbench& bench, Kind kind, Counted counted, const Scope& scope, Node node, May may,
               Give give) {
  constexpr std::size_t kCandidates = 8;
  auto& people = bench.people;
  const auto& all = *scope.presences;
  const auto lacking = bench.quota.lacking(kind, counted, scope.bucket, node);
  std::vector<std::uint32_t> candidates;
  std::vector<std::uint64_t> weights, one;
  for (std::int64_t i = 0; i < lacking && !all.empty(); ++i) {
    candidates.clear();
    weights.clear();
    for (std::size_t tries = 0; tries < 8 * kCandidates && candidates.size() < kCandidates; ++tries) {
      const auto presence = all[bench.random.index(all.size())];
      if (!may(people.presences[presence])) continue;
      bench.quota.weigh(kind, counted, nodes_of(people, presence), std::span<const Node>(&node, 1), one);
      candidates.push_back(presence);
      weights.push_back(one.front());
    }
    if (candidates.empty()) return;
    auto chosen = bench.random.weighted(weights);
    if (chosen == candidates.size()) chosen = 0;
    bench.quota.take(kind, counted, nodes_of(people, candidates[chosen]), node);
    give(people.presences[candidates[chosen]]);
  }
}

}  // namespace raccordo::synthetic
