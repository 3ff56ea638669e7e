// The rules of disclosure: which cells are sensitive, and what is said of the rules and of what they achieve.
// Internal to aggregate/: search and audit ask here, and the words are printed with every release.
#pragma once

#include <string>

#include "aggregate/count/group.hpp"
#include "aggregate/release/release.hpp"

namespace raccordo::aggregate {

/// Sensitive: 1..k-1 distinct persons stand behind the cell, or the count itself is 1..k-1
/// (Garante, provv. 514/2018, art. 5).
bool is_sensitive(const CountedTable& table, const CountedCell& cell, const Rules& rules);

/// How many must stand behind a cell of so many persons for it to be full: k, and one more where each of
/// several persons can take himself away.
std::int64_t wanted_persons(std::size_t own, int k);

/// Data that contradict the declared zeros of a table take them all away: to show the others as zero would
/// point at the ones that are not.
bool holds_structural_zeros(const CountedTable& table);

/// The rules in words, and what may honestly be said of the result.
std::string rules_in_words(const Rules& rules);
std::string guarantee_in_words(const Rules& rules);
/// Why nothing of a table is shown but its total.
std::string withheld_in_words();

}  // namespace raccordo::aggregate
