// The self-audit: recomputes every certificate before a release may exist. It shares nothing with the search
// but the counting of persons, so a mistake of the search cannot hide itself. make_proven_release calls it; a
// release that fails is refused.
#pragma once

#include <optional>

#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/protection.hpp"
#include "base/result.hpp"

namespace raccordo::aggregate {

/// Nothing if all holds, over all layers: every sensitive cell is hidden and has its proofs, and so has every
/// small difference between releases; every proof is a register that could exist, gives every number shown,
/// reaches its goal and empties no cell of others; two proofs change different persons; cells with the same
/// members as in an earlier release have its status; what earlier layers showed is what their digests say.
/// Else the first thing that does not, by table and cell, without numbers. `protection.hidden` is that of all
/// layers.
std::optional<base::Fault> audit(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
                                 const Protection& protection);

}  // namespace raccordo::aggregate
