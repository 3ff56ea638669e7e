// An attacker that tries all registers: for a hidden cell it searches every combination of persons that gives
// all published numbers. It uses whole persons only, so it is stronger than linear programming if it can
// finish. It knows which kinds of person exist (KindsOfPerson). For tiny universes.
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
  std::size_t undecided = 0;  ///< neither found nor excluded a breach
};

/// Targets hidden counts whose true value is 1..k-1. A breach: no register gives the published numbers with
/// the cell at 0 or at k and above. After `most_steps` of one search an integer programme over the same kinds
/// decides.
BruteForceResult attack_by_brute_force(const LinkedCells& linked, const KindsOfPerson& kinds, int k,
                                       const Truth& truth, std::uint64_t most_steps = 5'000);

/// The insider subtracts the own contribution (`own`) and targets hidden counts of 2..k-1 that include the
/// insider: a breach shows that someone else is certainly counted, and fewer than k.
BruteForceResult attack_as_insider_by_brute_force(const std::vector<PublishedTable>& tables,
                                                  const KindsOfPerson& kinds, int k, const Truth& truth,
                                                  const Truth& own);

/// The number of registers that give the published numbers, up to `most`; 0 if the numbers contradict the
/// kinds.
std::size_t count_registers(const LinkedCells& linked, const KindsOfPerson& kinds, std::size_t most);

}  // namespace raccordo::attackers
