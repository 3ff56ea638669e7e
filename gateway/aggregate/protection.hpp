// Which cells of the counted tables must not be shown. Internal to aggregate/: make_release calls it between
// counting and publishing; a stronger protection replaces `protect` and nothing else.
// The rule of today works by grids. A grid is the set of cells of a table with the same depth in every
// dimension (Ambito x area; Ambito x `_T`; ...). A grid with a sensitive cell is hidden whole, and with it
// every grid that is as deep or deeper in all dimensions. So all children of a parent are hidden together or
// none, and a grid fares alike in every table in which it stands.
#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/group.hpp"
#include "aggregate/release.hpp"

namespace raccordo::aggregate {

/// By table, by cell: 1 where the cell must not be shown. One flag, whatever the cause.
using HiddenFlags = std::vector<std::vector<std::uint8_t>>;

/// Sensitive: 1..k-1 distinct persons stand behind the cell, or the count itself is 1..k-1
/// (Garante, provv. 514/2018, art. 5).
bool is_sensitive(const CountedTable& table, const CountedCell& cell, const Rules& rules);

HiddenFlags protect(const std::vector<CountedTable>& tables, const Rules& rules);

/// The rules in words, and what may honestly be said of the result; both are printed with every release.
std::string rules_in_words(const Rules& rules);
std::string guarantee_in_words(const Rules& rules);

}  // namespace raccordo::aggregate
