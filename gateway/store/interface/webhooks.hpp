// Webhooks: the outbox of what clients are told by a call, part of CaseStore (CaseStore::webhooks()). An
// event is added in the transaction of what it reports, so that none is lost and none reports what was not
// stored. It holds ids and states only. The sender of the gateway takes events in their order, calls, and
// settles them: each is sent at least once. Threads and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

// Kept as numbers in the store: extend at the end, never reorder.
enum class WebhookState : std::uint8_t { active, paused, stopped };
enum class WebhookEventKind : std::uint8_t { submission_ended, record_left, replay_ended, exchange_changed };
enum class WebhookEventEnd : std::uint8_t { pending, delivered, given_up, dropped };
std::string_view to_string(WebhookState state);     // "ACTIVE", ...
std::string_view to_string(WebhookEventKind kind);  // "submission.ended", "record.left-quarantine", ...
std::string_view to_string(WebhookEventEnd end);    // "PENDING", "DELIVERED", "GIVEN_UP", "DROPPED"

/// What an administrator can do. retry: events given up are sent again, and the next call is made at once.
/// drop: what is pending is never sent.
enum class WebhookAct : std::uint8_t { pause, resume, retry, drop };
std::string_view to_string(WebhookAct act);

/// The webhook of one client.
struct WebhookRow {
  std::string client;
  bool configured = true;  ///< false: no longer in clients.yaml; its events are kept, none is added
  WebhookState state = WebhookState::active;
  base::Instant changed_at;   ///< of `state`
  std::string actor, reason;  ///< of that change; "" if none was made
  std::uint64_t failures = 0;
  base::Instant next_at;                  ///< no call before
  std::optional<base::Instant> tried_at;  ///< the last call
  std::string answer;                     ///< how it ended: a status, or words of net::CallEnd; "": none yet
  std::uint64_t pending = 0, given_up = 0;
  std::optional<base::Instant> oldest;  ///< since when the first pending event waits
};

struct WebhookEvent {
  std::int64_t n = 0;
  std::string id, client;
  WebhookEventKind kind = WebhookEventKind::submission_ended;
  base::Instant at;
  std::string source;
  std::string object;     ///< id of the submission, replay or exchange
  std::string record_id;  ///< as sent; of a record
  std::int64_t number = 0;
  std::string outcome;   ///< state or outcome in words
  std::string reply_to;  ///< "": the address of clients.yaml
  WebhookEventEnd end = WebhookEventEnd::pending;
  std::optional<base::Instant> ended_at;
  std::uint64_t attempts = 0;
};

/// How a call ended, for the events that it carried.
struct WebhookSettlement {
  enum class Verdict : std::uint8_t { delivered, failed, gone } verdict = Verdict::failed;
  std::string client;
  std::vector<std::int64_t> events;  ///< their `n`
  std::string answer;                ///< as WebhookRow::answer
  base::Instant now;
  base::Instant next_at;  ///< of a failed call: no further one before
  bool give_up = false;   ///< of a failed call: these events are not sent again
};

class Webhooks {
 public:
  virtual ~Webhooks() = default;

  /// The clients that have a webhook now. Others keep their rows as not configured.
  virtual void configure(std::vector<std::string> clients, base::Instant now, Done<bool> done) = 0;
  /// By the name of the client.
  virtual std::vector<WebhookRow> list() = 0;
  virtual std::optional<WebhookRow> find(std::string_view client) = 0;
  /// The events of a client, newest first.
  virtual Page<WebhookEvent> events(std::string_view client, std::size_t limit, std::string_view cursor) = 0;
  /// Nothing if the client has no webhook. `event`: who, when, why; the store adds action, object and
  /// details. An act that changes nothing is not audited.
  virtual void steer(std::string client, WebhookAct act, AuditEvent event,
                     Done<std::optional<WebhookRow>> done) = 0;
  /// Pauses all webhooks, because the store was restored or copied; returns how many had been active.
  virtual void pause_all(AuditEvent event, Done<std::uint64_t> done) = 0;

  // -- the sender's side ---------------------------------------------------------------------------------
  /// Active clients with pending events whose next call may be made now.
  virtual std::vector<std::string> due(base::Instant now) = 0;
  /// The oldest pending events of a client.
  virtual std::vector<WebhookEvent> next(std::string_view client, std::size_t limit) = 0;
  virtual void settle(WebhookSettlement settlement, Done<bool> done) = 0;
  /// Pending events older than `give_up` are GIVEN_UP, ended ones older than `forget` are deleted. Returns
  /// how many were given up.
  virtual void expire(base::Instant now, base::Instant give_up, base::Instant forget,
                      Done<std::uint64_t> done) = 0;
};

}  // namespace raccordo::store
