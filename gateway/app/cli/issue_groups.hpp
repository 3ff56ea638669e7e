// Issues of a receipt for people: equal ones of several records are one line. Called by `import` and
// `submissions show`; with --json nothing is grouped.
#pragma once

#include <string>
#include <vector>

#include "model/issue.hpp"

namespace raccordo::app {

/// One line for each kind of issue, in the order in which they first occur; without line breaks.
std::vector<std::string> grouped_lines(const std::vector<model::Issue>& issues);

}  // namespace raccordo::app
