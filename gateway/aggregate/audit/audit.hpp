// The self-audit: recomputes every certificate before a release may exist. It shares only the counting of
// persons with the search, so an error of the search is detected. Called by make_proven_release; a release
// that fails is refused.
#pragma once

#include <optional>

#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/protection.hpp"
#include "base/result.hpp"

namespace raccordo::aggregate {

/// Nothing if all rules hold over all layers: every sensitive cell and every small difference between
/// releases is hidden and has its witnesses; every witness is a register that could exist, gives every
/// published number, reaches its goal and empties no other cell; two witnesses change different persons;
/// cells with the same members as in an earlier release have its status; earlier layers match their digests.
/// Otherwise the first violation, by table and cell, without numbers. `protection.hidden` is that of all
/// layers.
std::optional<base::Fault> audit(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
                                 const Protection& protection);

}  // namespace raccordo::aggregate
