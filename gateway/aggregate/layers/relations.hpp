// Relations: the numbers that anybody can compute from one release by addition and subtraction. Generated
// from the catalogue, never from the data. Internal to aggregate/: used by search and audit
// (docs/protection.md#rule-21).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aggregate/layers/register.hpp"

namespace raccordo::aggregate {

/// The wholes together contain every person of the parts. Whoever knows all wholes and some parts knows how
/// many persons are in the rest.
struct Relation {
  DifferenceCell cells;
  bool needs_all_parts = false;  ///< the parts overlap: only all of them together say something
};

/// The relations of the tables of one layer: a parent and its children, where these add up; a parent and one
/// child, where they do not, or `_U` and one child, or all children (their overlap); cells of one table and
/// of another that counts a part of the same persons; a band of ages and those that it is divided into.
/// `plans` are those of the layer, `first` is the number of its first cell.
std::vector<Relation> relations_of(std::span<const PlannedTable> plans, std::uint32_t first);

/// The rests that the shown cells give away and that may count fewer than k persons, each once. By cell
/// whether it is hidden, for all layers up to this one; `first` as above.
std::vector<DifferenceCell> find_rests(std::span<const Relation> relations,
                                       std::span<const PlannedTable> plans, std::uint32_t first,
                                       std::span<const std::uint8_t> hidden, int k);

}  // namespace raccordo::aggregate
