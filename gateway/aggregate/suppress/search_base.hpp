// SearchBase: the register of all releases, prepared for the search: cells, persons of each cell, hidden
// cells so far, and the requirements of earlier releases. Internal to aggregate/: suppress() makes one for
// each release, shared by the parts of the search.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "aggregate/layers/largest_shares.hpp"
#include "aggregate/layers/relations.hpp"
#include "aggregate/witness/differences.hpp"
#include "aggregate/witness/draft.hpp"
#include "aggregate/witness/pools.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to plans and joint. Threads: one.
struct SearchBase {
  SearchBase(const std::vector<PlannedTable>& given, const LayeredRegister& all, std::string_view key);
  SearchBase(const SearchBase&) = delete;
  SearchBase& operator=(const SearchBase&) = delete;

  bool is_revision(std::uint16_t layer) const {
    return joint.layers[layer].period.code == joint.layers[newest].period.code;
  }
  /// Adds the rests of 1 to k-1 persons that the cells shown now give away, and that are not known yet, as
  /// differences; their numbers (docs/protection.md#rule-21).
  std::vector<CellNo> add_rests();
  /// Number of the first difference.
  CellNo tables_end() const { return counter.first_cell(plans.size()); }

  const std::vector<PlannedTable>& plans;
  const LayeredRegister& joint;
  const std::uint16_t newest;
  Register people;
  PersonCounter counter;
  Ties ties;
  std::vector<DifferenceCell> differences;  ///< those certified earlier, in their order, then the new ones
  Pools pools;
  CellSpace space;
  Plausibility plausibility;
  std::vector<LargestShares> shares;
  HiddenCells hidden;
  Draft draft;

 private:
  std::vector<DifferenceCell> watch_differences();
  std::vector<DifferenceCell> unknown_rests();
  std::vector<std::vector<PersonNo>> persons_of(const std::vector<DifferenceCell>& rests);
  std::vector<CountedCell> count_watched() const;
  void inherit();

  std::vector<Relation> relations_;
  std::set<DifferenceCell> known_;
};

}  // namespace raccordo::aggregate
