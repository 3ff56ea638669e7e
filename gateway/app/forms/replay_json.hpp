// Replay tasks as the API and the verbs show them (docs/mapping.md#replay).
#pragma once

#include <string>

#include "store/interface/replays.hpp"

namespace raccordo::app {

/// `{"id","state","kind",...,"total","remaining","succeeded","failed"}`.
std::string replay_json(const store::ReplayRow& row);

}  // namespace raccordo::app
