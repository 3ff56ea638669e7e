#include "store/sqlite/exchanges.hpp"

#include <utility>

#include "store/sqlite/audit.hpp"
#include "store/sqlite/exchange_rows.hpp"
#include "store/sqlite/submissions.hpp"

namespace raccordo::store {
namespace {

constexpr int kMade = 201;
constexpr int kThere = 200;

/// Idempotency keys of exchanges are apart from those of every source, whose name has no slash.
KeyName exchange_key(const NewExchange& exchange) {
  return {exchange.row.sender, "/v1/exchanges", *exchange.key};
}

void end_overdue(Connection& db, ExchangeRow& row, AuditEvent event) {
  event.object = row.id;
  event.details["from"] = row.sender;
  event.details["to"] = row.recipient;
  enter_state(db, row, ExchangeState::expired, event);
}

AuditEvent expiry_at(base::Instant at) { return {at, std::string(kProgram), "exchange.expire", "", "", {}}; }

/// The row after its time has ended it, if it has.
void end_if_overdue(Connection& db, ExchangeRow& row, base::Instant now) {
  if (is_open(row.state) && row.expires_at <= now) end_overdue(db, row, expiry_at(now));
}

/// What the key's first request was answered with; nothing if this is the first.
std::optional<SentExchange> find_replay(Connection& db, const NewExchange& exchange, base::Instant now) {
  const auto first = reserve_named(db, exchange_key(exchange), exchange.request, now);
  if (!first) return std::nullopt;
  if (first->body != exchange.request) return SentExchange{SentExchange::Result::key_mismatch, {}, 0};
  auto row = read_exchange(db, first->submission);
  if (!row) return SentExchange{SentExchange::Result::key_spent, {}, 0};
  return SentExchange{SentExchange::Result::replayed, std::move(*row), first->status};
}

SentExchange send_one(Connection& db, const NewExchange& exchange, const AuditEvent& event) {
  if (exchange.key) {
    if (auto replay = find_replay(db, exchange, event.at)) return std::move(*replay);
  }
  SentExchange sent{SentExchange::Result::made, exchange.row, kMade};
  auto there = find_open_exchange(db, exchange);
  if (there) end_if_overdue(db, *there, event.at);
  if (there && is_open(there->state)) {
    sent = {SentExchange::Result::open, std::move(*there), kThere};
  } else {
    insert_exchange(db, exchange);
    enter_state(db, sent.row, ExchangeState::sent, event);
  }
  if (exchange.key) bind_named(db, exchange_key(exchange), sent.row.id, sent.status);
  return sent;
}

std::optional<SteppedExchange> step_one(Connection& db, const ExchangeStep& step, const AuditEvent& event) {
  auto row = read_exchange(db, step.id);
  if (!row) return std::nullopt;
  end_if_overdue(db, *row, event.at);
  const auto next = next_state(row->state, step.act);
  if (!next) return SteppedExchange{false, std::move(*row)};
  const bool hands_over = step.act == ExchangeAct::fetch || step.act == ExchangeAct::accept;
  // The state allows it, so who asks knows by `row` that the restriction does not.
  if (hands_over && is_exchange_restricted(db, step.id)) return SteppedExchange{false, std::move(*row)};
  if (*next != row->state) {
    enter_state(db, *row, *next, event, step.sealed_reason);
  } else {
    append_audit(db, event);
  }
  return SteppedExchange{true, std::move(*row)};
}

}  // namespace

void SqliteExchanges::send(NewExchange exchange, AuditEvent event, Done<SentExchange> done) {
  post_write(
      writer_,
      [exchange = std::move(exchange), event = std::move(event)](Connection& db) {
        return send_one(db, exchange, event);
      },
      std::move(done));
}

std::optional<ExchangeRow> SqliteExchanges::find(std::string_view id) {
  return read_exchange(*readers_.lease(), id);
}

std::optional<ExchangeCase> SqliteExchanges::content(std::string_view id) {
  return read_exchange_case(*readers_.lease(), id);
}

Page<ExchangeRow> SqliteExchanges::list(const ExchangeFilter& filter, std::size_t limit,
                                        std::string_view cursor) {
  return read_exchanges(*readers_.lease(), filter, limit, cursor);
}

std::vector<UnreadExchanges> SqliteExchanges::unread(std::string_view recipient, base::Instant now) {
  return read_unread(*readers_.lease(), recipient, now);
}

void SqliteExchanges::step(ExchangeStep step, AuditEvent event, Done<std::optional<SteppedExchange>> done) {
  post_write(
      writer_,
      [step = std::move(step), event = std::move(event)](Connection& db) {
        return step_one(db, step, event);
      },
      std::move(done));
}

void SqliteExchanges::expire(AuditEvent event, Done<std::uint64_t> done) {
  // Asked every minute, and seldom is one found: a commit for nothing is spared.
  if (overdue_exchanges(*readers_.lease(), event.at).empty()) {
    if (done) done(nullptr, 0);
    return;
  }
  post_write(
      writer_,
      [event = std::move(event)](Connection& db) {
        auto overdue = overdue_exchanges(db, event.at);
        for (auto& row : overdue) end_overdue(db, row, event);
        return static_cast<std::uint64_t>(overdue.size());
      },
      std::move(done), 1, Admission::always);
}

std::vector<ExchangeRow> SqliteExchanges::of_person(const std::vector<base::Digest>& pseudonyms,
                                                    const model::Comuni& comuni) {
  return read_exchanges_of(*readers_.lease(), pseudonyms, comuni);
}

}  // namespace raccordo::store
