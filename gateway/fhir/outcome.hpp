// OperationOutcome: errors below /fhir (FHIR R4). Called by app for every error below /fhir.
#pragma once

#include <string>
#include <string_view>

#include "fhir/names.hpp"

namespace raccordo::fhir {

/// An error as in the API's problems.
struct Failure {
  int status = 500;               ///< of HTTP
  std::string_view code;          ///< of the error catalogue
  std::string_view title;         ///< of its page
  std::string_view detail, page;  ///< what is wrong; address of the page
};

/// One issue of the failure, or one for each remark, each with its place in the body that was sent.
std::string write_outcome(const Failure& failure, const Remarks& remarks = {});

}  // namespace raccordo::fhir
