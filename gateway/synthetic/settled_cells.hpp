// The cells of one table as variables of a settling: each is one if it has no parts, else the sum of those
// below it. For dimensions whose parts sum to the total. Called by case_numbers and rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "synthetic/figures.hpp"
#include "synthetic/settling.hpp"

namespace raccordo::synthetic {

class SettledCells {
 public:
  /// Points to `figures`. `is_free` says by cell which may change; sums that are shown must come out.
  SettledCells(Settling& settling, Figures& figures, const std::vector<bool>& is_free);
  /// The variables of a cell.
  const std::vector<std::uint32_t>& below(std::size_t cell) const { return below_[cell]; }
  /// Takes the settled numbers into the hidden cells.
  void read(const Settling& settling);

 private:
  std::vector<std::size_t> above_of(std::size_t cell) const;

  Figures* figures_;
  std::vector<std::vector<std::uint32_t>> below_;  // by cell: variables
};

/// True if the parts of all dimensions sum to their totals.
bool is_additive(const model::ProtectedTable& table);

}  // namespace raccordo::synthetic
