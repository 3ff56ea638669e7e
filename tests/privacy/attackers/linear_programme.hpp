// The hidden cells of a linked system as variables of a linear programme (GLPK), the shown ones as numbers.
// linear_attacker uses it for minima and maxima.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "privacy/attackers/linked_cells.hpp"

namespace raccordo::attackers {

/// Ownership: refers to `linked`, which must outlive it. Threads: one at a time.
class LinearProgramme {
 public:
  /// std::runtime_error if the shown numbers alone contradict each other.
  explicit LinearProgramme(const LinkedCells& linked);
  ~LinearProgramme();
  LinearProgramme(const LinearProgramme&) = delete;
  LinearProgramme& operator=(const LinearProgramme&) = delete;

  const std::vector<std::size_t>& hidden_cells() const { return hidden_; }
  /// The minimum or maximum of the hidden cell number `i`; infinity if there is no maximum.
  /// std::runtime_error if nothing satisfies all relations.
  double least(std::size_t i);
  double greatest(std::size_t i);
  /// The sum of all hidden cells made least or greatest; only for the values it gives.
  void least_of_all();
  void greatest_of_all();
  /// The values of all hidden cells in the solution found last.
  const std::vector<double>& values() const { return values_; }
  std::size_t solved() const { return solved_; }

 private:
  struct Solver;
  struct Row {
    RelationKind kind = RelationKind::equal_to_zero;
    double bound = 0;
    std::vector<std::pair<int, double>> terms;
  };
  std::vector<Row> rows_of(const LinkedCells& linked) const;
  void load(const std::vector<Row>& rows);
  double solve(int direction);
  double solve_for(std::size_t i, int direction);
  void solve_for_all(int direction);

  std::vector<std::size_t> hidden_;
  std::vector<int> column_of_;  // by cell; 0 where shown
  std::vector<double> values_;
  std::size_t solved_ = 0;
  std::unique_ptr<Solver> solver_;
};

}  // namespace raccordo::attackers
