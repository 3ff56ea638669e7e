// An attacker who tries all registers: for a hidden cell it searches every combination of persons that gives
// all published numbers, whole persons only, so it is stronger than linear programming where it can finish.
// Assumes to know which kinds of person there can be (KindsOfPerson). For tiny universes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "privacy/attackers/integer_programme.hpp"
#include "privacy/attackers/linear_attacker.hpp"
#include "privacy/attackers/linked_cells.hpp"

namespace raccordo::attackers {

struct BruteForceResult {
  std::vector<Breach> breaches;
  std::size_t attacked = 0;
  std::size_t undecided = 0;  ///< neither a breach found nor one excluded
};

/// Aims at hidden counts that are 1..k-1 in truth. A breach: no register gives the published numbers with the
/// cell at 0 or at k and above.
/// After `most_steps` of one search an integer programme over the same kinds decides.
BruteForceResult attack_by_brute_force(const LinkedCells& linked, const KindsOfPerson& kinds, int k,
                                       const Truth& truth, std::uint64_t most_steps = 5'000);

/// The insider takes himself away (`own`) and aims at hidden counts of 2..k-1 in which he stands: a breach
/// says that someone else is there for certain, and fewer than k.
BruteForceResult attack_as_insider_by_brute_force(const std::vector<PublishedTable>& tables,
                                                  const KindsOfPerson& kinds, int k, const Truth& truth,
                                                  const Truth& own);

/// How many registers give the published numbers, up to `most`; 0 says that the numbers contradict the kinds.
std::size_t count_registers(const LinkedCells& linked, const KindsOfPerson& kinds, std::size_t most);

}  // namespace raccordo::attackers
