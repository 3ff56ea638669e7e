// An attacker with pencil and paper: subtracts published numbers from each other and looks for groups of 1 to
// k-1 persons or cases. It needs no programme; each group is exact, because it follows from numbers that are
// shown.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "privacy/attackers/published_cells.hpp"

namespace raccordo::attackers {

/// A small group that somebody with the publication counts exactly.
struct SmallGroup {
  std::string what;  ///< the numbers that were subtracted
  std::int64_t count = 0;
};

/// A shown parent less its shown children, where these add up: the hidden siblings together.
std::vector<SmallGroup> attack_siblings(const std::vector<PublishedTable>& release, int k);

/// A shown number less one that counts a part of the same persons: in charge less those with interventions,
/// at equal coordinates; a parent less one child, where children overlap.
std::vector<SmallGroup> attack_nested(const std::vector<PublishedTable>& release, int k);

/// Persons in charge less those in joint charge, at equal coordinates: persons of whom one body alone knows.
/// Whoever knows all persons of a body there, as the body does, would know who is known to another one.
std::vector<SmallGroup> attack_joint(const std::vector<PublishedTable>& release, int k);

/// Registered by the end of a period less registered before less opened in it: what was recorded late,
/// corrected or erased. Positive and negative.
std::vector<SmallGroup> attack_stock_and_flow(const std::vector<PublishedTable>& before,
                                              const std::vector<PublishedTable>& after, int k);

/// A cell that the release of one period shows and that of the next hides, compared by coordinates. The
/// attacker claims: 1 to k-1 persons joined or left.
struct StatusChange {
  std::string before, after;  ///< CellName::text() in each release
  std::int64_t shown = 0;     ///< the number before
};
std::vector<StatusChange> newly_hidden(const std::vector<PublishedTable>& before,
                                       const std::vector<PublishedTable>& after);

/// The cells that both show, in the same form: what the claim is measured by.
std::vector<StatusChange> still_shown(const std::vector<PublishedTable>& before,
                                      const std::vector<PublishedTable>& after);

/// The attacker's picture of the one person of a revision: by dimension the deepest category that at least
/// three quarters of the cells have which are newly hidden or have another number; empty if there is none.
/// Totals are not counted. Both releases must have the same tables.
struct Profile {
  std::string dimension, category;
  std::size_t cells = 0;
};
std::vector<Profile> profile_of_revision(const std::vector<PublishedTable>& before,
                                         const std::vector<PublishedTable>& after);

}  // namespace raccordo::attackers
