// Gives elements (attributes, areas, types, needs ...) to presences so that the tables come out: first to
// persons of several Ambiti, whom a total counts once, then to all others by an allocation. Called by the
// parts of start.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "synthetic/allocation.hpp"
#include "synthetic/people.hpp"
#include "synthetic/random.hpp"
#include "synthetic/tally.hpp"

namespace raccordo::synthetic {

/// What the parts of start share.
struct Workbench {
  const Vocabulary& vocabulary;
  const TableSet& set;
  Random& random;
  People people;
  Tally tally;
  Workbench(const Vocabulary& words, const TableSet& tables, Random& drawn)
      : vocabulary(words), set(tables), random(drawn), tally(words, tables, people) {}
};

/// Numbers of elements.
using Given = std::vector<std::size_t>;
using Give = std::function<void(std::uint32_t presence, const Given& elements)>;

/// Calls `give` once for every presence of `members`.
void solve(Workbench& bench, const Task& task, const std::vector<std::uint32_t>& members, const Give& give);

/// Gives every person one element of the person, such as sex and age; calls `give` for one presence of each.
void solve_persons(Workbench& bench, const Task& task, const Give& give);

/// The elements of presences of persons with several (solve_overlaps.cpp).
std::map<std::uint32_t, Given> share_elements(Workbench& bench, const Task& task,
                                              const std::vector<std::uint32_t>& presences);

/// The nodes of a presence and its person, with the Ambito as territory; no service and no need.
Nodes nodes_of(const Vocabulary& vocabulary, const People& people, std::uint32_t presence);
/// The tables that have no other dimensions than these.
std::vector<const PersonTable*> tables_within(const TableSet& set, KindSet kinds);

}  // namespace raccordo::synthetic
