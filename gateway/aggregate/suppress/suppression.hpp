// Suppression with witnesses: decides for all tables together which cells are hidden, and keeps a proof for
// every sensitive cell that the others do not reveal it, over all releases so far. make_proven_release calls
// it between counting and publishing. docs/protection.md describes the rules.
#pragma once

#include <string_view>
#include <vector>

#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/protection.hpp"

namespace raccordo::aggregate {

/// Protects the last layer together with the earlier ones, whose hidden cells and certificates are fixed. The
/// plans are those of all layers, and must be counted. Same register, layers and key: same result.
Protection suppress(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
                    std::string_view key);

}  // namespace raccordo::aggregate
