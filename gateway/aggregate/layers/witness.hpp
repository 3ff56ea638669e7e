// Witness and certificate: what proves that a sensitive cell cannot be told from the published numbers.
// Made by witness_search, rechecked by audit, kept with the release. Values only.
#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/facts/edit.hpp"

namespace raccordo::aggregate {

/// Another register that could exist, as the changes that make it from the real one.
struct Witness {
  std::vector<Edit> edits;
};

/// What a witness does to its cell.
enum class Goal : std::uint8_t {
  empties,     ///< nobody stands behind the cell
  isolates,    ///< exactly one of the cell's persons remains, unchanged
  fills,       ///< at least k persons do, besides any one of its own
  raises_sum,  ///< the sum is larger by p % of its largest contribution, or more
  lowers_sum   ///< smaller by as much
};

struct Proof {
  Goal goal = Goal::empties;
  Witness witness;
};

inline constexpr std::uint32_t kNoCell = 0xffffffff;

/// The proofs for one sensitive cell: one for a single person. For 2..k-1 as many
/// as are needed: each of them, and each person changed, has a proof that does not change this person and in
/// which nobody else stands in the cell, or at least k others do (docs/protection.md#rule-4). Both directions
/// where one person dominates a sum. Cells are numbered through all tables, in their order, release after
/// release. Where `older` is given the target is the difference of two cells of the same name in two
/// releases: the persons who add something else to `cell` than they added to `older`.
struct Certificate {
  std::uint32_t cell = 0;
  std::uint32_t older = kNoCell;
  std::vector<Proof> proofs;
};

}  // namespace raccordo::aggregate
