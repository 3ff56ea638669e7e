#include "store/sqlite/webhooks.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "store/interface/cursor.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/stored_enum.hpp"

namespace raccordo::store {
namespace {

/// Events given up or deleted in one transaction.
constexpr std::int64_t kMostExpired = 10'000;

// Statements are literals; these parts are shared by the readers below.
#define RACCORDO_SELECT_WEBHOOK                                                                              \
  "SELECT w.client, w.configured, w.state, w.changed_at, w.actor, w.reason, w.failures, w.next_at, "         \
  "w.tried_at,"                                                                                              \
  " w.answer, (SELECT count(*) FROM webhook_events e WHERE e.client = w.client AND e.ended = 0),"            \
  " (SELECT count(*) FROM webhook_events e WHERE e.client = w.client AND e.ended = 2),"                      \
  " (SELECT e.queued_at FROM webhook_events e WHERE e.client = w.client AND e.ended = 0 ORDER BY e.n LIMIT " \
  "1)"                                                                                                       \
  " FROM webhooks w "
#define RACCORDO_SELECT_EVENT                                                                           \
  "SELECT e.n, e.id, e.client, e.kind, e.at, e.source, e.object, coalesce(r.record_id, ''), e.number, " \
  "e.outcome,"                                                                                          \
  " e.reply_to, e.ended, e.ended_at, e.attempts FROM webhook_events e LEFT JOIN records r ON r.no = "   \
  "e.record "

WebhookRow read_webhook_row(const Query& query) {
  WebhookRow row;
  row.client = query.string(0);
  row.configured = query.integer(1) != 0;
  row.state = stored_enum(query, 2, WebhookState::stopped);
  row.changed_at = query.instant(3);
  row.actor = query.string(4);
  row.reason = query.string(5);
  row.failures = static_cast<std::uint64_t>(query.integer(6));
  row.next_at = query.instant(7);
  if (!query.is_null(8)) row.tried_at = query.instant(8);
  row.answer = query.string(9);
  row.pending = static_cast<std::uint64_t>(query.integer(10));
  row.given_up = static_cast<std::uint64_t>(query.integer(11));
  if (!query.is_null(12)) row.oldest = query.instant(12);
  return row;
}

WebhookEvent read_event(const Query& query) {
  WebhookEvent event;
  event.n = query.integer(0);
  event.id = query.string(1);
  event.client = query.string(2);
  event.kind = stored_enum(query, 3, WebhookEventKind::exchange_changed);
  event.at = query.instant(4);
  event.source = query.string(5);
  event.object = query.string(6);
  event.record_id = query.string(7);
  event.number = query.integer(8);
  event.outcome = query.string(9);
  event.reply_to = query.string(10);
  event.end = stored_enum(query, 11, WebhookEventEnd::dropped);
  if (!query.is_null(12)) event.ended_at = query.instant(12);
  event.attempts = static_cast<std::uint64_t>(query.integer(13));
  return event;
}

std::optional<WebhookRow> find_webhook(Connection& db, std::string_view client) {
  auto query = db.query(RACCORDO_SELECT_WEBHOOK "WHERE w.client = ?1", client);
  if (!query.step()) return std::nullopt;
  return read_webhook_row(query);
}

void set_webhook_state(Connection& db, std::string_view client, WebhookState state, const AuditEvent& event) {
  db.run(
      "UPDATE webhooks SET state = ?2, changed_at = ?3, actor = ?4, reason = ?5, failures = 0, next_at = 0"
      " WHERE client = ?1",
      client, static_cast<std::int64_t>(state), event.at, event.actor, event.reason);
}

/// How many events changed, or 1 for a changed state.
std::int64_t take_act(Connection& db, const WebhookRow& row, WebhookAct act, const AuditEvent& event) {
  switch (act) {
    case WebhookAct::pause:
      if (row.state == WebhookState::paused) return 0;
      set_webhook_state(db, row.client, WebhookState::paused, event);
      return 1;
    case WebhookAct::resume:
      if (row.state == WebhookState::active) return 0;
      set_webhook_state(db, row.client, WebhookState::active, event);
      return 1;
    case WebhookAct::retry: {
      const auto again = db.change(
          "UPDATE webhook_events SET ended = 0, ended_at = NULL, attempts = 0, queued_at = ?2 WHERE client = "
          "?1 AND ended = 2",
          row.client, event.at);
      const auto sooner = db.change(
          "UPDATE webhooks SET failures = 0, next_at = 0 WHERE client = ?1 AND next_at > 0", row.client);
      return again + sooner;
    }
    case WebhookAct::drop:
      return db.change("UPDATE webhook_events SET ended = 3, ended_at = ?2 WHERE client = ?1 AND ended = 0",
                       row.client, event.at);
  }
  return 0;
}

std::optional<WebhookRow> steer_webhook(Connection& db, const std::string& client, WebhookAct act,
                                        AuditEvent event) {
  const auto row = find_webhook(db, client);
  if (!row) return std::nullopt;
  const auto changed = take_act(db, *row, act, event);
  if (changed == 0) return row;
  event.action = "webhook." + std::string(to_string(act));
  event.object = client;
  if (act == WebhookAct::retry || act == WebhookAct::drop)
    event.details.insert_or_assign("events",
                                   std::to_string(act == WebhookAct::drop ? row->pending : row->given_up));
  append_audit(db, event);
  return find_webhook(db, client);
}

void settle_webhook(Connection& db, const WebhookSettlement& done) {
  using Verdict = WebhookSettlement::Verdict;
  const bool delivered = done.verdict == Verdict::delivered;
  for (const auto n : done.events) {
    if (delivered || done.give_up) {
      db.run(
          "UPDATE webhook_events SET attempts = attempts + 1, ended = ?2, ended_at = ?3 WHERE n = ?1 AND "
          "ended = 0",
          n, static_cast<std::int64_t>(delivered ? WebhookEventEnd::delivered : WebhookEventEnd::given_up),
          done.now);
    } else {
      db.run("UPDATE webhook_events SET attempts = attempts + 1 WHERE n = ?1 AND ended = 0", n);
    }
  }
  if (delivered) {
    db.run("UPDATE webhooks SET failures = 0, next_at = 0, tried_at = ?2, answer = ?3 WHERE client = ?1",
           done.client, done.now, done.answer);
    return;
  }
  db.run(
      "UPDATE webhooks SET failures = failures + 1, next_at = ?4, tried_at = ?2, answer = ?3 WHERE client = "
      "?1",
      done.client, done.now, done.answer, done.next_at);
  if (done.verdict != Verdict::gone) return;
  // Only if nobody changed it meanwhile.
  if (db.change(
          "UPDATE webhooks SET state = 2, changed_at = ?2, actor = 'gateway', reason = ?3 WHERE client = "
          "?1 AND"
          " state = 0",
          done.client, done.now, done.answer) == 0)
    return;
  append_audit(db, {done.now, "gateway", "webhook.stop", done.client, "", {{"answer", done.answer}}});
}

std::uint64_t expire_events(Connection& db, base::Instant now, base::Instant give_up, base::Instant forget) {
  const auto given_up = db.change(
      "UPDATE webhook_events SET ended = 2, ended_at = ?1 WHERE n IN (SELECT n FROM webhook_events WHERE "
      "ended = 0 AND"
      " queued_at < ?2 ORDER BY n LIMIT ?3)",
      now, give_up, kMostExpired);
  db.run(
      "DELETE FROM webhook_events WHERE n IN (SELECT n FROM webhook_events WHERE ended <> 0 AND ended_at < "
      "?1 LIMIT ?2)",
      forget, kMostExpired);
  return static_cast<std::uint64_t>(given_up);
}

}  // namespace

void SqliteWebhooks::configure(std::vector<std::string> clients, base::Instant now, Done<bool> done) {
  post_write(
      writer_,
      [clients = std::move(clients), now](Connection& db) {
        db.run("UPDATE webhooks SET configured = 0");
        for (const auto& client : clients) {
          db.run(
              "INSERT INTO webhooks (client, configured, state, changed_at, actor, reason) VALUES (?1, 1, 0, "
              "?2, '',"
              " '') ON CONFLICT (client) DO UPDATE SET configured = 1",
              client, now);
        }
        return true;
      },
      std::move(done), 1, Admission::always);
}

std::vector<WebhookRow> SqliteWebhooks::list() {
  std::vector<WebhookRow> rows;
  const auto lease = readers_.lease();
  auto query = lease->query(RACCORDO_SELECT_WEBHOOK "ORDER BY w.client");
  while (query.step()) rows.push_back(read_webhook_row(query));
  return rows;
}

std::optional<WebhookRow> SqliteWebhooks::find(std::string_view client) {
  return find_webhook(*readers_.lease(), client);
}

Page<WebhookEvent> SqliteWebhooks::events(std::string_view client, std::size_t limit,
                                          std::string_view cursor) {
  Page<WebhookEvent> page;
  const auto before = read_cursor<1>(cursor, {std::numeric_limits<std::int64_t>::max()});
  if (!before) return page;
  const auto lease = readers_.lease();
  auto query =
      lease->query(RACCORDO_SELECT_EVENT "WHERE e.client = ?1 AND e.n < ?2 ORDER BY e.n DESC LIMIT ?3",
                   client, (*before)[0], rows_wanted(limit));
  while (query.step()) {
    if (page.items.size() == limit) {
      page.next = write_cursor<1>({page.items.back().n});
      break;
    }
    page.items.push_back(read_event(query));
  }
  return page;
}

void SqliteWebhooks::steer(std::string client, WebhookAct act, AuditEvent event,
                           Done<std::optional<WebhookRow>> done) {
  post_write(
      writer_,
      [client = std::move(client), act, event = std::move(event)](Connection& db) {
        return steer_webhook(db, client, act, event);
      },
      std::move(done));
}

void SqliteWebhooks::pause_all(AuditEvent event, Done<std::uint64_t> done) {
  post_write(
      writer_,
      [event = std::move(event)](Connection& db) {
        std::vector<std::string> active;
        {
          auto query = db.query("SELECT client FROM webhooks WHERE state <> 1");
          while (query.step()) active.push_back(query.string(0));
        }
        for (const auto& client : active) steer_webhook(db, client, WebhookAct::pause, event);
        return std::uint64_t{active.size()};
      },
      std::move(done), 1, Admission::always);
}

std::vector<std::string> SqliteWebhooks::due(base::Instant now) {
  std::vector<std::string> clients;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT w.client FROM webhooks w WHERE w.state = 0 AND w.configured = 1 AND w.next_at <= ?1 AND EXISTS"
      " (SELECT 1 FROM webhook_events e WHERE e.client = w.client AND e.ended = 0) ORDER BY w.client",
      now);
  while (query.step()) clients.push_back(query.string(0));
  return clients;
}

std::vector<WebhookEvent> SqliteWebhooks::next(std::string_view client, std::size_t limit) {
  std::vector<WebhookEvent> events;
  const auto lease = readers_.lease();
  auto query = lease->query(RACCORDO_SELECT_EVENT "WHERE e.client = ?1 AND e.ended = 0 ORDER BY e.n LIMIT ?2",
                            client, static_cast<std::int64_t>(limit));
  while (query.step()) events.push_back(read_event(query));
  return events;
}

void SqliteWebhooks::settle(WebhookSettlement settlement, Done<bool> done) {
  const auto weight = settlement.events.size() + 1;
  post_write(
      writer_,
      [settlement = std::move(settlement)](Connection& db) {
        settle_webhook(db, settlement);
        return true;
      },
      std::move(done), weight, Admission::always);
}

void SqliteWebhooks::expire(base::Instant now, base::Instant give_up, base::Instant forget,
                            Done<std::uint64_t> done) {
  post_write(
      writer_, [now, give_up, forget](Connection& db) { return expire_events(db, now, give_up, forget); },
      std::move(done), 1, Admission::always);
}

}  // namespace raccordo::store
