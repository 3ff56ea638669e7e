// The answers to FHIR documents: OperationOutcome, and for a Bundle of type batch or transaction a Bundle
// with one entry for each of its entries. Registered by codecs/registry.cpp.
#pragma once

#include <string>
#include <string_view>

#include "codecs/protocol.hpp"

namespace raccordo::codecs {

const Protocol& fhir_answers();

/// The code of OperationOutcome.issue (FHIR R4, value set issue-type) of one of our codes.
std::string_view fhir_issue_type(model::IssueCode code);

}  // namespace raccordo::codecs
