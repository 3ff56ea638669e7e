// Who runs a verb of the command line, as submissions and the audit name him. Called by verbs.
#pragma once

#include <string>

namespace raccordo::base {

/// `cli:<unix user>`, or `cli:<number>` for a user without a name.
std::string command_line_user();

}  // namespace raccordo::base
