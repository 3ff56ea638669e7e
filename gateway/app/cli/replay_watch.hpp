// ReplayWatch: how a verb brings a replay to its end: by its own work, or, while a running gateway does it,
// by looking on. Shows a progress bar either way.
#pragma once

#include <string>

#include "app/rules/installation.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::app {

/// Returns when the task is completed, cancelled or paused; gives it as it stands then.
store::ReplayRow see_replay_through(Installation& installation, const std::string& id);

/// Maps stored records again as long as a task on them is open or records are overtaken, unless a running
/// gateway does that work or the task is paused.
void see_remaps_through(Installation& installation);

}  // namespace raccordo::app
