// Problems for system errors: the one place where exceptions become problems. The detail of the exception is
// only logged.
#pragma once

#include <exception>

#include "app/problem/problem.hpp"

namespace raccordo::app {

/// Call within a catch block. `otherwise` is the code for all other exceptions.
Problem problem_of_failure(std::string_view otherwise);

}  // namespace raccordo::app
