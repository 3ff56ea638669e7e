// Submission: from a complete body to its answer: idempotency, then the records at once (201) or in the
// background (202), or a dry run (200). Slow work runs on worker threads; the answer is sent after the
// commit.
#pragma once

#include "app/http/submission_order.hpp"
#include "app/service/service.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// Called once per submission, on the connection's strand; returns at once.
void start_submission(Service& service, SubmissionOrder order, ReceivedBody body,
                      std::shared_ptr<intake::Ticket> ticket, net::Responder responder);

}  // namespace raccordo::app
