// What other files of this folder add to the outbox within their own transactions. An event of a client
// without a configured webhook is not kept.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/time.hpp"
#include "model/outcome.hpp"
#include "model/receipt.hpp"
#include "store/interface/webhooks.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

struct NewWebhookEvent {
  std::string_view client;
  WebhookEventKind kind = WebhookEventKind::submission_ended;
  std::string_view source, object, outcome;
  std::int64_t record = 0;  ///< 0: of no record
  std::int64_t number = 0;
  std::string_view reply_to;
};
void add_webhook_event(Connection& db, const NewWebhookEvent& event);

/// The submission `no` has ended; told only if its sender was answered 202, and so waits for it.
void tell_submission_ended(Connection& db, std::int64_t no, model::SubmissionState state);

/// A record that waited in the submission `no`, at that place of its document, waits no longer.
void tell_record_left(Connection& db, std::int64_t no, std::int64_t record, std::int64_t number,
                      model::Outcome outcome);

/// The replay `no` has ended.
void tell_replay_ended(Connection& db, std::int64_t no);

}  // namespace raccordo::store
