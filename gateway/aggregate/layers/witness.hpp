// Witness and certificate: the proof that a sensitive cell cannot be derived from the published numbers. Made
// by witness_search, rechecked by audit, stored with the release. Values only.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "aggregate/facts/edit.hpp"

namespace raccordo::aggregate {

/// Another register that could exist, as its changes from the real one.
struct Witness {
  std::vector<Edit> edits;
};

/// The effect of a witness on its cell.
enum class Goal : std::uint8_t {
  empties,     ///< the cell counts nobody
  isolates,    ///< exactly one of the cell's persons remains, unchanged
  fills,       ///< at least k persons remain, not counting any one of its own
  raises_sum,  ///< the sum is larger by p % of its largest contribution, or more
  lowers_sum   ///< smaller by as much
};

struct Proof {
  Goal goal = Goal::empties;
  Witness witness;
};

inline constexpr std::uint32_t kNoCell = 0xffffffff;

/// A number that anybody can compute, as a cell: it counts the persons whose contribution to the wholes
/// together differs from that to the parts together. Between two releases the only part is the cell of the
/// same name in the older one (docs/protection.md#rule-10); within one the parts are other cells of it
/// (docs/protection.md#rule-21).
struct DifferenceCell {
  std::vector<std::uint32_t> wholes, parts;

  auto operator<=>(const DifferenceCell&) const = default;
};

/// The witnesses of one sensitive cell: one for a single person. For 2..k-1 persons as many as needed: each
/// of them, and each changed person, has a witness that does not change this person and in which the cell has
/// no other person, or at least k others (docs/protection.md#rule-4). Both directions if one person dominates
/// a sum. Cells are numbered through all tables, in their order, release after release. Of a difference,
/// `cell` is its first whole.
struct Certificate {
  std::uint32_t cell = 0;
  DifferenceCell difference = {};  ///< without cells: the target is `cell` itself
  std::vector<Proof> proofs;
};

}  // namespace raccordo::aggregate
