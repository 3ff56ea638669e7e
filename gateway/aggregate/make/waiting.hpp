// How many persons wait in a release, and what the catalogue would have to leave out if these are too many
// (docs/protection.md#rule-20). Internal to aggregate/.
#pragma once

#include <string>
#include <vector>

#include "aggregate/published/next_release.hpp"
#include "aggregate/release/release_parts.hpp"

namespace raccordo::aggregate {

/// True if more than 5 % of the persons in charge, and more than 20 persons, would be counted as before.
bool has_too_many_waiting(const NextRelease& next);

/// Of the persons in charge; nobody is said to wait longer than in a release that has_too_many_waiting
/// refuses.
WaitingClass waiting_of(const NextRelease& next);

/// What a release is decided from.
struct WaitingCase {
  const PublishedRegister& before;
  const model::FactSet& facts;
  const std::vector<PlannedTable>& plans;
  MoveRules rules;
  std::string_view key;
};

/// The tables to leave out so that fewer wait, the largest first and as few as possible; each answer was
/// tried. Empty if not even the smallest table alone passes.
std::vector<std::string> tables_to_leave_out(const WaitingCase& given);

}  // namespace raccordo::aggregate
