// The problem of a caller who lacks a right: names it, also as the member `missing_rights`, so that a program
// can say it in its own words.
#pragma once

#include <vector>

#include "app/problem/problem.hpp"
#include "intake/clients.hpp"

namespace raccordo::app {

/// `rights`: each of them would do; at least one.
Problem missing_right(const std::vector<intake::Right>& rights);

}  // namespace raccordo::app
