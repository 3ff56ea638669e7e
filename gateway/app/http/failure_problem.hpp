// What the caller is told when the system failed: the one place where exceptions become problems. The
// detail of the exception goes to the log only.
#pragma once

#include <exception>

#include "app/problem/problem.hpp"

namespace raccordo::app {

/// Called within a catch block. `otherwise` is the code of what is nothing special.
Problem problem_of_failure(std::string_view otherwise);

}  // namespace raccordo::app
