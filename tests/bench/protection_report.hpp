// The hidden cells of a protection, by table and level, and the reasons: the output of protection_bench. The
// shares count cells that are not zero, so the output is for those who design a catalogue and must not be
// published.
#pragma once

#include <string>
#include <vector>

#include "aggregate/suppress/suppression.hpp"

namespace raccordo::bench {

struct Share {
  std::size_t cells = 0;      ///< all, zeros too
  std::size_t not_zero = 0;   ///< cells with persons behind them
  std::size_t sensitive = 0;  ///< of these
  std::size_t hidden = 0;     ///< of those that are not zero
  std::size_t zeros_hidden = 0;
  double percent() const {
    return not_zero == 0 ? 0 : 100.0 * static_cast<double>(hidden) / static_cast<double>(not_zero);
  }
};

struct TableShares {
  std::string table;
  Share above, below;  ///< Ambito and above; groups and Comuni
};

/// One row per table, and one named `all`.
std::vector<TableShares> count_shares(const std::vector<aggregate::PlannedTable>& plans,
                                      const aggregate::Protection& protection, const aggregate::Rules& rules);
void print_shares(const std::vector<TableShares>& shares);

/// Every hidden cell at Ambito and above, and the sensitive cells for which it is hidden.
void print_reasons(const std::vector<aggregate::PlannedTable>& plans, const aggregate::Protection& protection,
                   const model::FactSet& facts);

}  // namespace raccordo::bench
