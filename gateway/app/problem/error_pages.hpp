// The parts of the error catalogue: codes of whole requests (problems), codes about mapping tables, and codes
// of records (issues of a receipt). Called by error_catalogue.cpp only.
#pragma once

#include <span>

#include "app/problem/error_page.hpp"

namespace raccordo::app {

std::span<const ErrorPage> request_error_pages();
std::span<const ErrorPage> table_error_pages();
std::span<const ErrorPage> record_error_pages();

}  // namespace raccordo::app
