// Is there a register of whole persons that gives certain numbers? Asked of GLPK's integer solver, for the
// cases in which brute_force_attacker's own search takes too long.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace raccordo::attackers {

/// Where each kind of person counts, by cell. Kinds that count alike are one.
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
