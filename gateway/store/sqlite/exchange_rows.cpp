#include "store/sqlite/exchange_rows.hpp"

#include <limits>
#include <utility>

#include "base/result.hpp"
#include "store/interface/cursor.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/exchange_origins.hpp"
#include "store/sqlite/keepsake_rows.hpp"
#include "store/sqlite/webhook_events.hpp"

namespace raccordo::store {
namespace {

ExchangeState state_stored(std::int64_t stored) {
  if (stored < 0 || stored >= static_cast<std::int64_t>(kExchangeStates))
    throw base::SystemFault("database: an exchange is in an unknown state");
  return static_cast<ExchangeState>(stored);
}

std::int64_t stored_number(ExchangeState state) { return static_cast<std::int64_t>(state); }

/// A row of the view exchange_rows, whose columns are read by their place.
ExchangeRow exchange_of(const Query& query) {
  ExchangeRow row;
  row.id = query.string(0);
  row.sender = query.string(1);
  row.recipient = query.string(2);
  row.office = query.string(3);
  row.source = query.string(4);
  row.purpose = query.string(5);
  row.owner = query.string(6);
  row.sealed_letter = query.string(7);
  row.sealed_reason = query.string(8);
  row.sent_at = query.instant(9);
  row.expires_at = query.instant(10);
  if (!query.is_null(11)) row.fetched_at = query.instant(11);
  if (!query.is_null(12)) row.ended_at = query.instant(12);
  row.state = state_stored(query.integer(13));
  return row;
}

/// Deletes the exchanges of these numbers.
void drop_numbered(Connection& db, const std::vector<std::int64_t>& numbers) {
  for (const auto no : numbers) {
    db.run("DELETE FROM exchange_cases WHERE exchange = ?1", no);
    db.run("DELETE FROM exchanges WHERE no = ?1", no);
  }
}

void write_exchange_end(Connection& db, const ExchangeRow& row) {
  db.run("UPDATE exchanges SET state = ?2, ended_at = ?3, sealed_reason = ?4 WHERE id = ?1", row.id,
         stored_number(row.state), *row.ended_at, Blob{row.sealed_reason});
}

/// Time ends an exchange by itself, so EXPIRED needs no keepsake.
void keep_exchange_end(Connection& db, const ExchangeRow& row, std::string_view actor) {
  if (row.state == ExchangeState::expired) return;
  Keepsake keepsake;
  keepsake.at = *row.ended_at;
  keepsake.kind = Keepsake::Kind::end_exchange;
  keepsake.object = row.id;
  keepsake.actor = actor;
  keepsake.reason = to_string(row.state);
  add_keepsake(db, keepsake);
}

}  // namespace

std::optional<ExchangeRow> read_exchange(Connection& db, std::string_view id) {
  auto query = db.query("SELECT * FROM exchange_rows WHERE id = ?1", id);
  return query.step() ? std::optional(exchange_of(query)) : std::nullopt;
}

std::optional<ExchangeCase> read_exchange_case(Connection& db, std::string_view id) {
  auto query = db.query(
      "SELECT c.document, c.record FROM exchange_cases c JOIN exchanges e ON e.no = c.exchange WHERE e.id = "
      "?1",
      id);
  return query.step() ? std::optional(ExchangeCase{query.string(0), query.string(1)}) : std::nullopt;
}

bool is_exchange_restricted(Connection& db, std::string_view id) {
  auto query = db.query(
      "SELECT 1 FROM exchanges e JOIN restrictions r ON r.pseudonym = e.pseudonym WHERE e.id = ?1", id);
  return query.step();
}

Page<ExchangeRow> read_exchanges(Connection& db, const ExchangeFilter& filter, std::size_t limit,
                                 std::string_view cursor) {
  Page<ExchangeRow> page;
  const auto before = read_cursor<1>(cursor, {std::numeric_limits<std::int64_t>::max()});
  if (!before) return page;
  const auto state = filter.state ? stored_number(*filter.state) : std::int64_t{-1};
  const auto expired = stored_number(ExchangeState::expired);
  auto query = db.query(
      "SELECT * FROM exchange_rows WHERE no < ?1 AND (?2 = '' OR recipient = ?2) AND (?3 = '' OR sender = ?3)"
      " AND (?4 = '' OR office = ?4) AND (?5 = '' OR purpose = ?5)"
      " AND (?6 = -1 OR ?6 = iif(state <= 1 AND expires_at <= ?7, ?8, state)) ORDER BY no DESC LIMIT ?9",
      (*before)[0], filter.recipient, filter.sender, filter.office, filter.purpose, state, filter.now,
      expired, rows_wanted(limit));
  std::int64_t last = 0;
  while (query.step()) {
    if (page.items.size() == limit) {
      page.next = write_cursor<1>({last});
      break;
    }
    page.items.push_back(exchange_of(query));
    last = query.integer(14);
  }
  return page;
}

std::vector<UnreadExchanges> read_unread(Connection& db, std::string_view recipient, base::Instant now) {
  std::vector<UnreadExchanges> unread;
  auto query = db.query(
      "SELECT office, count(*) FROM exchanges WHERE recipient = ?1 AND state = 0 AND expires_at > ?2"
      " GROUP BY office ORDER BY office",
      recipient, now);
  while (query.step()) unread.push_back({query.string(0), static_cast<std::uint64_t>(query.integer(1))});
  return unread;
}

std::vector<ExchangeRow> read_exchanges_of(Connection& db, const std::vector<base::Digest>& pseudonyms,
                                           const model::Comuni& comuni) {
  std::vector<ExchangeRow> rows;
  for (const auto& pseudonym : pseudonyms) {
    auto query = db.query("SELECT * FROM exchange_rows WHERE pseudonym = ?1 ORDER BY no",
                          Blob{base::as_bytes(pseudonym)});
    while (query.step()) {
      if (comuni.holds(query.text(6))) rows.push_back(exchange_of(query));
    }
  }
  return rows;
}

std::optional<ExchangeRow> find_open_exchange(Connection& db, const NewExchange& sent) {
  auto query = db.query(
      "SELECT * FROM exchange_rows WHERE sender = ?1 AND recipient = ?2 AND digest = ?3 AND state <= 1",
      sent.row.sender, sent.row.recipient, Blob{base::as_bytes(sent.digest)});
  return query.step() ? std::optional(exchange_of(query)) : std::nullopt;
}

std::vector<ExchangeRow> overdue_exchanges(Connection& db, base::Instant now) {
  std::vector<ExchangeRow> rows;
  auto query = db.query(
      "SELECT * FROM exchange_rows WHERE state <= 1 AND expires_at <= ?1 ORDER BY expires_at, no", now);
  while (query.step()) rows.push_back(exchange_of(query));
  return rows;
}

void insert_exchange(Connection& db, const NewExchange& exchange) {
  const auto& row = exchange.row;
  const auto no = db.insert(
      "INSERT INTO exchanges (id, sender, recipient, office, source, purpose, owner, state, sent_at,"
      " expires_at, digest, pseudonym, is_transfer, sealed_letter, sealed_reason, sealed_record_id)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9, ?10, ?11, ?12, ?13, x'', ?14)",
      row.id, row.sender, row.recipient, row.office, row.source, row.purpose, row.owner, row.sent_at,
      row.expires_at, Blob{base::as_bytes(exchange.digest)}, Blob{base::as_bytes(exchange.pseudonym)},
      std::int64_t{exchange.is_transfer ? 1 : 0}, Blob{row.sealed_letter}, Blob{exchange.sealed_record_id});
  db.run("INSERT INTO exchange_cases (exchange, document, record) VALUES (?1, ?2, ?3)", no,
         Blob{exchange.content.document}, Blob{exchange.content.record});
}

void enter_state(Connection& db, ExchangeRow& row, ExchangeState to, const AuditEvent& event,
                 std::string_view sealed_reason) {
  row.state = to;
  if (to == ExchangeState::fetched) {
    row.fetched_at = event.at;
    db.run("UPDATE exchanges SET state = ?2, fetched_at = ?3 WHERE id = ?1", row.id, stored_number(to),
           event.at);
  } else if (!is_open(to)) {
    row.ended_at = to == ExchangeState::expired ? row.expires_at : event.at;
    row.sealed_reason = sealed_reason;
    write_exchange_end(db, row);
    keep_exchange_end(db, row, event.actor);
  }
  if (to == ExchangeState::accepted) note_origins_of(db, row.id);
  append_audit(db, event);
  // Who acted was answered.
  for (const auto& party : {row.sender, row.recipient}) {
    if (party != event.actor)
      add_webhook_event(
          db, {party, WebhookEventKind::exchange_changed, row.source, row.id, to_string(to), 0, 0, ""});
  }
}

void repeat_end(Connection& db, std::string_view id, ExchangeState to, base::Instant at) {
  auto row = read_exchange(db, id);
  if (!row || !is_open(row->state) || is_open(to)) return;
  row->state = to;
  row->ended_at = at;
  write_exchange_end(db, *row);
  if (to == ExchangeState::accepted) note_origins_of(db, id);
}

std::uint64_t erase_exchanges_of(Connection& db, const base::Digest& pseudonym, const model::Comuni& comuni) {
  std::vector<std::int64_t> numbers;
  {
    auto query =
        db.query("SELECT no, owner FROM exchanges WHERE pseudonym = ?1", Blob{base::as_bytes(pseudonym)});
    while (query.step()) {
      if (comuni.holds(query.text(1))) numbers.push_back(query.integer(0));
    }
  }
  drop_numbered(db, numbers);
  return numbers.size();
}

std::uint64_t drop_ended_exchanges(Connection& db, base::Instant cutoff, std::int64_t slice) {
  std::vector<std::int64_t> numbers;
  {
    auto query =
        db.query("SELECT no FROM exchanges WHERE ifnull(ended_at, expires_at) < ?1 LIMIT ?2", cutoff, slice);
    while (query.step()) numbers.push_back(query.integer(0));
  }
  drop_numbered(db, numbers);
  return numbers.size();
}

}  // namespace raccordo::store
