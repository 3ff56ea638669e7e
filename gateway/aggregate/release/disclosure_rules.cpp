#include "aggregate/release/disclosure_rules.hpp"

namespace raccordo::aggregate {

bool is_sensitive(const CountedTable& table, const CountedCell& cell, const Rules& rules) {
  const auto is_small = [&](std::int64_t count) { return count > 0 && count < rules.k; };
  return is_small(cell.persons) ||
         (table.definition.measure != model::Measure::amount && is_small(cell.value));
}

std::int64_t wanted_persons(std::size_t own, int k) { return own > 1 ? k + 1 : k; }

bool holds_structural_zeros(const CountedTable& table) {
  for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
    if (table.structural_zeros[cell] != 0 && table.cells[cell].persons != 0) return false;
  }
  return true;
}

std::string withheld_in_words() {
  return "Only the total of this table is shown: together with earlier releases its other cells would reveal "
         "small numbers of persons.";
}

}  // namespace raccordo::aggregate
