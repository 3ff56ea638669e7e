// Several nodes on one database go by its clock (base/followed_clock.hpp): versions are compared with times
// of receipt, which must have one order whichever node took the record in.
#pragma once

#include <string>

#include "store/interface/nodes.hpp"

namespace raccordo::app {

/// Looks at the database's clock, and follows it; logs a correction. Does nothing if one gateway serves the
/// store. Called when the store is opened, before anything is received, and by the heartbeat. Throws
/// base::SystemFault.
void follow_clock_of(store::Nodes& nodes);

/// What an operator has to know if this machine's clock is not that of the database; else "".
std::string words_of_wrong_clock();

}  // namespace raccordo::app
