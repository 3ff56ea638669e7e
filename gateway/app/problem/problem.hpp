// Problem: what is wrong with a request, as a value without HTTP. Codes, statuses, titles and retry advice
// come from error_catalogue.cpp; problem_answer turns it into an answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_fault.hpp"
#include "model/issue.hpp"

namespace raccordo::app {

struct Problem {
  std::string_view code;  ///< of error_catalogue
  std::string detail;     ///< what is wrong and what to do; no payload, no path of this machine
  std::vector<model::Issue> errors = {};
  std::string receipt = {};      ///< JSON of a receipt (truncated-document only)
  int retry_after = 0;           ///< seconds; 0: no Retry-After header, except for 503
  base::FileFaults faults = {};  ///< of a table in the request: `errors` with row and column
  std::vector<std::pair<std::string, std::string>> members = {};  ///< further ones, with their JSON
  /// The place of a fault: row and column, or a JSON pointer as column.
  enum class Places : std::uint8_t { rows, pointers } places = Places::rows;
};

}  // namespace raccordo::app
