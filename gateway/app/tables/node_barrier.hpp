// NodeBarrier: waits until tables that were put in force are loaded by every node. Called after an
// activation, before its answer, by the routes and by `raccordo tables`.
#pragma once

#include <chrono>
#include <cstdint>

#include "store/interface/nodes.hpp"

namespace raccordo::app {

/// Longer than a node that is gone counts as live.
inline constexpr std::chrono::seconds kNodesPatience{25};

/// Waits until each live node has loaded tables of this generation (Replays::generation), at most `patience`;
/// what keeps a node from it is in that node's log. Such a node stores nothing that it mapped with former
/// tables (store::TablesOvertaken). Returns at once if one gateway serves the store. Throws
/// base::SystemFault.
void wait_for_nodes(store::Nodes& nodes, std::int64_t generation,
                    std::chrono::milliseconds patience = kNodesPatience);

}  // namespace raccordo::app
