// A release counts only records with the meaning of the tables in force: it waits until records are mapped
// again.
#pragma once

#include <chrono>

#include "base/result.hpp"
#include "store/interface/counting.hpp"

namespace raccordo::app {

/// How long a release waits, and how often it checks.
struct Patience {
  std::chrono::milliseconds whole = std::chrono::minutes(10);
  std::chrono::milliseconds step = std::chrono::milliseconds(200);
};

/// Waits until no task on stored records is open and no record is overtaken, then returns that state. The
/// fault, as text for the administrator: such a task is paused or does not end in time. Ends early with
/// base::Stopped (base/stop.hpp).
base::Result<store::SettledSnapshot> await_settled(store::Counting& store, const Patience& patience = {});

}  // namespace raccordo::app
