// The answers to a submission: receipt as JSON, problem, or what the protocol of the
// format writes (HL7 v3 acknowledgement, FHIR OperationOutcome) if it was requested.
#pragma once

#include "app/http/submission_order.hpp"
#include "app/ingest/document_run.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// 201 with the receipt (200 for a dry run), 400 `malformed-document`, or 422 `truncated-document` with it.
net::Response answer_of(const SubmissionOrder& order, const DocumentResult& result);

/// The stored receipt of an earlier request with the same key.
net::Response replayed_answer(const SubmissionOrder& order, const model::Receipt& receipt, int status);

/// 202: the body is durable and will be processed.
net::Response accepted_answer(const SubmissionOrder& order, const std::string& submission);

}  // namespace raccordo::app
