// ReplayWatch: completes a replay for a verb, either by its own work or by waiting for a running gateway.
// Shows a progress bar in both cases.
#pragma once

#include <string>

#include "app/rules/installation.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::app {

/// Returns when the task is completed, cancelled or paused, with its state.
store::ReplayRow see_replay_through(Installation& installation, const std::string& id);

/// Maps stored records again while a task on them is open or records are overtaken, unless a running gateway
/// does that work or the task is paused.
void see_remaps_through(Installation& installation);

}  // namespace raccordo::app
