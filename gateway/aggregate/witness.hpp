// Witness and certificate: what proves that a sensitive cell cannot be told from the published numbers.
// Made by witness_search, rechecked by audit, kept with the release. Values only.
#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/edit.hpp"

namespace raccordo::aggregate {

/// Another register that could exist, as the changes that make it from the real one.
struct Witness {
  std::vector<Edit> edits;
};

/// What a witness does to its cell.
enum class Goal : std::uint8_t {
  empties,     ///< nobody stands behind the cell
  fills,       ///< at least k persons do
  raises_sum,  ///< the sum is larger by p % of its largest contribution, or more
  lowers_sum   ///< smaller by as much
};

struct Proof {
  Goal goal = Goal::empties;
  Witness witness;
};

/// For one sensitive cell: one proof; two that move different persons where 2..k-1 stand behind it; both
/// directions where one person dominates a sum. Cells are numbered through all tables, in their order.
struct Certificate {
  std::uint32_t cell = 0;
  std::vector<Proof> proofs;
};

}  // namespace raccordo::aggregate
