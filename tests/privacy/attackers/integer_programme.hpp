// Whether there is a register of whole persons that gives certain numbers. Solved by GLPK's integer solver if
// brute_force_attacker's own search takes too long.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace raccordo::attackers {

/// Contributions of each kind of person, by cell. Kinds with equal contributions are one.
struct KindsOfPerson {
  std::vector<std::string> cells;        ///< CellName::text()
  std::vector<std::vector<int>> counts;  ///< by kind, by cell
};

struct ShownRow {
  std::size_t cell = 0;  ///< in KindsOfPerson::cells
  std::int64_t value = 0;
};

enum class Verdict { found, none, undecided };

/// Some number of persons of each kind so that every row has its value. Undecided after ten seconds.
Verdict solve_for_register(const KindsOfPerson& kinds, const std::vector<ShownRow>& rows);

}  // namespace raccordo::attackers
