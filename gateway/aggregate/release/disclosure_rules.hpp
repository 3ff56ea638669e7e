// The disclosure rules: which cells are sensitive. Internal to aggregate/: used by search and audit.
#pragma once

#include <string>

#include "aggregate/count/group.hpp"
#include "aggregate/release/release.hpp"

namespace raccordo::aggregate {

/// Sensitive: the cell counts 1..k-1 distinct persons, or its value is a count of 1..k-1 (Garante, provv.
/// 514/2018, art. 5).
bool is_sensitive(const CountedTable& table, const CountedCell& cell, const Rules& rules);

/// How many persons a cell of so many persons must count to be full: k, and one more if several persons can
/// subtract themselves.
std::int64_t wanted_persons(std::size_t own, int k);

/// Data that contradict a declared zero of a table void all of them: showing the others as zero would reveal
/// the contradicted ones.
bool holds_structural_zeros(const CountedTable& table);

/// Why only the total of a table is shown.
std::string withheld_in_words();

}  // namespace raccordo::aggregate
