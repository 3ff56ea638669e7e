// Statements whose answers nobody needs at once: they are sent one after the other, and the answers are read
// together. Part of PgSession.
#include <libpq-fe.h>

#include <algorithm>

#include "base/result.hpp"
#include "store/postgres/dialect.hpp"
#include "store/postgres/session.hpp"

namespace raccordo::store {
namespace {

/// So often what was posted leaves for the server, so that it works meanwhile.
constexpr std::size_t kBetweenFlushes = 16;
/// Answers and values that wait at most: libpq keeps both in memory.
constexpr std::size_t kMostPosted = 512, kMostPostedBytes = 1U << 20;
constexpr std::int64_t kLargestBlock = 256;
constexpr const char* kNextNumbers = "SELECT nextval(?1::regclass) FROM generate_series(1, ?2)";

}  // namespace

void PgSession::Clear::operator()(pg_result* result) const { PQclear(result); }

bool PgSession::has_posted() const {
  return !is_lost() && PQpipelineStatus(connection_.get()) != PQ_PIPELINE_OFF;
}

void PgSession::post(const char* sql, const PgValues& values) {
  refuse_if_cut();
  if (!begun_) {
    run(sql, values);
    return;
  }
  send_gathered();
  post_as(sql, Form::plain, values);
}

void PgSession::post_as(const char* sql, Form form, const PgValues& values) {
  const auto& name = prepared(sql, form, values.kinds());
  if (!has_posted()) {
    if (PQenterPipelineMode(connection_.get()) == 0) fail(nullptr, "step");
    posted_ = posted_bytes_ = 0;
  }
  if (send(name, values) == 0) fail(nullptr, "step");
  posted_bytes_ += values.bytes();
  if (++posted_ >= kMostPosted || posted_bytes_ >= kMostPostedBytes) return finish_posted();
  if (posted_ % kBetweenFlushes == 0 && PQflush(connection_.get()) < 0) fail(nullptr, "step");
}

PgSession::Collected PgSession::collect() {
  if (PQpipelineSync(connection_.get()) == 0) fail(nullptr, "step");
  Collected collected;
  for (;;) {
    const auto waited = await_answer(connection_.get(), *watch_, most_);
    if (waited != Waited::answered) give_up(waited, "step", most_);
    std::unique_ptr<pg_result, Clear> next(PQgetResult(connection_.get()));
    if (is_lost()) fail(next.get(), "step");
    if (!next) continue;  // the end of one statement
    const auto status = PQresultStatus(next.get());
    if (status == PGRES_PIPELINE_SYNC) break;
    if (status == PGRES_PIPELINE_ABORTED) continue;
    if (status != PGRES_FATAL_ERROR) {
      collected.rows = PgRows(next.release());
    } else if (!collected.failed) {
      collected.failed = std::move(next);
    }
  }
  if (PQexitPipelineMode(connection_.get()) == 0) fail(nullptr, "step");
  return collected;
}

void PgSession::settle() {
  send_gathered();
  if (has_posted()) finish_posted();
}

void PgSession::finish_posted() {
  const auto collected = collect();
  if (collected.failed) fail(collected.failed.get(), "step");
}

void PgSession::settle_undone() {
  forget_gathered();
  if (has_posted()) collect();
}

std::int64_t PgSession::next_number(const char* sql) {
  const auto table = table_of_insert(sql);
  auto& numbers = numbers_[std::string(table)];
  if (numbers.given.empty()) {
    PgValues values;
    values.add_text(std::string(table) + "_no_seq");
    values.add(numbers.block);
    numbers.block = std::min(numbers.block * 2, kLargestBlock);
    auto rows = run_once(kNextNumbers, values);  // what was gathered may still wait
    while (rows.next()) numbers.given.push_back(rows.integer(0));
  }
  if (numbers.given.empty()) throw base::SystemFault("database: a sequence gives no number");
  const auto number = numbers.given.front();
  numbers.given.pop_front();
  return number;
}

void PgSession::throw_without_transaction() {
  throw base::SystemFault("database: a row with a number is inserted within a transaction");
}

std::int64_t PgSession::insert(const char* sql, PgValues values) {
  refuse_if_cut();
  if (!begun_) throw_without_transaction();
  send_gathered();
  const auto number = next_number(sql);
  values.add(number);
  post_as(sql, Form::numbered, values);
  return number;
}

}  // namespace raccordo::store
