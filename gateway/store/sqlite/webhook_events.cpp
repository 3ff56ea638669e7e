#include "store/sqlite/webhook_events.hpp"

#include <optional>
#include <string>

#include "base/digest.hpp"
#include "store/interface/replays.hpp"
#include "store/sqlite/stored_enum.hpp"

namespace raccordo::store {
namespace {

bool has_webhook(Connection& db, std::string_view client) {
  auto query = db.query("SELECT 1 FROM webhooks WHERE client = ?1 AND configured = 1", client);
  return query.step();
}

}  // namespace

void add_webhook_event(Connection& db, const NewWebhookEvent& event) {
  if (!has_webhook(db, event.client)) return;
  const auto now = base::system_clock().now();
  db.run(
      "INSERT INTO webhook_events (id, client, kind, at, queued_at, source, object, record, number, outcome,"
      " reply_to)"
      " VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      base::new_ulid(now), event.client, static_cast<std::int64_t>(event.kind), now, event.source,
      event.object, event.record == 0 ? std::nullopt : std::optional(event.record), event.number,
      event.outcome, event.reply_to);
}

void tell_submission_ended(Connection& db, std::int64_t no, model::SubmissionState state) {
  auto query =
      db.query("SELECT id, source, client, reply_to FROM submissions WHERE no = ?1 AND spool <> ''", no);
  if (!query.step()) return;
  const auto id = query.string(0);
  const auto source = query.string(1);
  const auto client = query.string(2);
  const auto reply_to = query.string(3);
  add_webhook_event(
      db, {client, WebhookEventKind::submission_ended, source, id, model::to_string(state), 0, 0, reply_to});
}

void tell_record_left(Connection& db, std::int64_t no, std::int64_t record, std::int64_t number,
                      model::Outcome outcome) {
  auto query = db.query("SELECT id, source, client FROM submissions WHERE no = ?1", no);
  if (!query.step()) return;
  const auto id = query.string(0);
  const auto source = query.string(1);
  const auto client = query.string(2);
  add_webhook_event(
      db, {client, WebhookEventKind::record_left, source, id, model::to_string(outcome), record, number, ""});
}

void tell_replay_ended(Connection& db, std::int64_t no) {
  auto query = db.query("SELECT id, source, actor, state FROM replays WHERE no = ?1 AND state > 2", no);
  if (!query.step()) return;
  const auto id = query.string(0);
  const auto source = query.string(1);
  const auto actor = query.string(2);
  const auto state = to_string(stored_enum(query, 3, ReplayState::completed));
  add_webhook_event(db, {actor, WebhookEventKind::replay_ended, source, id, state, 0, 0, ""});
}

}  // namespace raccordo::store
