// Suppression with witnesses: decides for all tables together which cells must not be shown, and keeps for
// every sensitive cell the proof that the others do not tell it, over all releases so far.
// make_proven_release calls it between counting and publishing. The rules, and why they suffice, are told in
// docs/protection.md.
#pragma once

#include <string_view>
#include <vector>

#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/protection.hpp"

namespace raccordo::aggregate {

/// Protects the last layer together with those before it, whose hidden cells and certificates stand. The
/// plans are those of all layers, and must be counted. Same register, layers and key: same result.
Protection suppress(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
                    std::string_view key);

}  // namespace raccordo::aggregate
