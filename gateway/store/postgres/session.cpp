#include "store/postgres/session.hpp"

#include <libpq-fe.h>

#include <string_view>

#include "base/storage_full.hpp"
#include "base/unreachable.hpp"
#include "store/postgres/dialect.hpp"
#include "store/postgres/sql_state.hpp"
#include "store/postgres/types.hpp"

namespace raccordo::store {
namespace {

constexpr std::chrono::seconds kMostOfCommit{8};
/// A prepared statement no longer fits its tables.
constexpr std::string_view kChangedPlan = "0A000";
/// A loss noticed within this time was there before: the former connection had ended meanwhile.
constexpr auto kAtOnce = std::chrono::seconds(1);
/// The lock of whoever writes: its number is `RCCD`.
constexpr const char* kBeginWriting =
    "BEGIN ISOLATION LEVEL READ COMMITTED;"
    "SELECT pg_advisory_xact_lock(1380139844)";
constexpr const char* kBeginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

}  // namespace

void PgSession::Finish::operator()(pg_conn* connection) const { PQfinish(connection); }

PgSession::PgSession(std::string conninfo, Use use, std::string name)
    : conninfo_(std::move(conninfo)),
      name_(std::move(name)),
      use_(use),
      most_(use == Use::writing ? kMostOfWriter : std::chrono::seconds(0)) {}

PgSession::~PgSession() = default;

std::string PgSession::shown_name(std::string name) {
  constexpr std::size_t kLongest = 63;
  if (name.size() > kLongest) name.resize(kLongest);
  return name;
}

bool PgSession::is_lost() const { return !connection_ || PQstatus(connection_.get()) != CONNECTION_OK; }

void PgSession::fail(const pg_result* result, const char* doing) {
  const char* const given = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string state = given ? given : "";
  const char* const words = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
  const auto what = "database: " + std::string(doing) + ": ";
  if (is_lost() || is_away(state)) {
    connection_.reset();
    throw base::Unreachable(what + "the connection to PostgreSQL was lost");
  }
  const bool plain = words && tells_no_value(state);
  const auto why =
      (plain ? one_line(words) : "PostgreSQL refuses it") + (state.empty() ? "" : " (" + state + ")");
  if (state == kChangedPlan) connection_.reset();  // its prepared statements are of the former tables
  if (state == "53100") {
    watch_->note(PgTrouble::full);
    throw base::StorageFull(what + "the disk of PostgreSQL is full");
  }
  if (is_blocked(state)) {
    watch_->note(PgTrouble::blocked);
    throw base::Blocked(what + why);
  }
  if (is_refusal(state)) {
    watch_->note(PgTrouble::refused);
    throw base::ServerRefuses(what + why);
  }
  throw base::SystemFault(what + why);
}

void PgSession::give_up(Waited waited, const char* doing, std::chrono::seconds most) {
  connection_.reset();  // the server ends what it does, or does it when it goes on: nobody is told it is done
  const auto what = "database: " + std::string(doing) + ": PostgreSQL ";
  if (waited == Waited::silent) {
    watch_->note_silence();
    throw base::Unreachable(what + "answers nobody any more");
  }
  watch_->note(PgTrouble::blocked);
  throw base::Blocked(what + "has not done it in " + std::to_string(most.count()) + " seconds");
}

PgRows PgSession::receive(int sent, const char* doing, std::chrono::seconds most) {
  if (sent == 0) fail(nullptr, doing);
  PgRows rows;
  const pg_result* last = nullptr;
  for (;;) {
    const auto waited = await_answer(connection_.get(), *watch_, most);
    if (waited != Waited::answered) give_up(waited, doing, most);
    auto* const next = PQgetResult(connection_.get());
    if (!next) break;
    rows = PgRows(next);
    last = next;
  }
  const auto status = PQresultStatus(last);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY)
    fail(last, doing);
  return rows;
}

std::string PgSession::text_of(const char* sql, Form form, const std::string& kinds) {
  std::vector<std::string_view> elements;
  switch (form) {
    case Form::plain:
      return to_postgres(sql);
    case Form::numbered:
      return to_numbered(to_postgres(sql), kinds.size());
    case Form::gathered:
    case Form::gathered_numbered:
      break;
  }
  for (const char kind : kinds) elements.emplace_back(element_name(static_cast<PgValues::Kind>(kind)));
  return to_gathered(sql, elements, form == Form::gathered ? Numbered::no : Numbered::yes);
}

const std::string& PgSession::prepared(const char* sql, Form form, const std::string& kinds) {
  auto& known = statements_[sql];
  for (const auto& each : known) {
    if (each.kinds == kinds) return each.name;
  }
  if (has_posted()) finish_posted();
  const auto text = text_of(sql, form, kinds);
  std::vector<Oid> types;
  types.reserve(kinds.size());
  for (const char kind : kinds) types.push_back(type_of(static_cast<PgValues::Kind>(kind)));
  auto name = "s" + std::to_string(++names_);
  receive(PQsendPrepare(connection_.get(), name.c_str(), text.c_str(), static_cast<int>(types.size()),
                        types.data()),
          "prepare", most_);
  return known.emplace_back(Prepared{kinds, std::move(name)}).name;
}

int PgSession::send(const std::string& name, const PgValues& values) {
  std::vector<const char*> bytes;
  std::vector<int> sizes;
  for (std::size_t i = 0; i < values.count(); ++i) {
    bytes.push_back(values.value(i));
    sizes.push_back(values.size(i));
  }
  const std::vector<int> formats(values.count(), 1);
  return PQsendQueryPrepared(connection_.get(), name.c_str(), static_cast<int>(bytes.size()), bytes.data(),
                             sizes.data(), formats.data(), 1);
}

PgRows PgSession::run_once(const char* sql, const PgValues& values) {
  if (is_lost()) connect();
  const auto& name = prepared(sql, Form::plain, values.kinds());
  const int sent = send(name, values);
  if (!has_posted()) return receive(sent, "step", most_);
  if (sent == 0) fail(nullptr, "step");
  auto collected = collect();
  if (collected.failed) fail(collected.failed.get(), "step");
  return std::move(collected.rows);
}

void PgSession::refuse_if_cut() const {
  if (begun_ && is_lost())
    throw base::Unreachable("database: the connection to PostgreSQL was lost within a transaction");
}

PgRows PgSession::run(const char* sql, const PgValues& values) {
  refuse_if_cut();
  send_gathered();
  if (begun_ || use_ == Use::writing || is_lost()) return run_once(sql, values);
  const auto since = std::chrono::steady_clock::now();
  try {
    return run_once(sql, values);
  } catch (const base::Unreachable&) {
    // A single read: the server may have been restarted meanwhile.
    if (!is_lost() || std::chrono::steady_clock::now() - since > kAtOnce) throw;
  }
  return run_once(sql, values);
}

PgRows PgSession::execute(const char* sql) { return execute_within(sql, most_); }

PgRows PgSession::execute_within(const char* sql, std::chrono::seconds most) {
  refuse_if_cut();
  if (is_lost()) connect();
  settle();
  return receive(PQsendQuery(connection_.get(), sql), "execute", most);
}

void PgSession::begin() {
  begun_ = false;
  numbers_.clear();
  forget_gathered();
  const char* const words = use_ == Use::writing ? kBeginWriting : kBeginReading;
  // What a failed begin or commit left open.
  if (connection_ && PQtransactionStatus(connection_.get()) != PQTRANS_IDLE) connection_.reset();
  const bool was_there = !is_lost();
  const auto since = std::chrono::steady_clock::now();
  try {
    execute(words);
  } catch (const base::Unreachable&) {
    if (!was_there || !is_lost() || std::chrono::steady_clock::now() - since > kAtOnce) throw;
    execute(words);
  }
  begun_ = true;
}

void PgSession::commit() {
  refuse_if_cut();
  settle();
  one_only_ = false;
  try {
    const bool unbounded = most_.count() == 0;  // also reading
    const auto rows = execute_within("COMMIT", unbounded ? most_ : kMostOfCommit);
    begun_ = false;
    if (one_only_)
      throw base::OutcomeUnknown(
          "database: the changes are stored, but the wait for the standby that must have them was ended");
    if (rows.tag() == "COMMIT") return;
  } catch (const base::OutcomeUnknown&) {
    throw;
  } catch (const base::Blocked& fault) {
    throw base::OutcomeUnknown(std::string(fault.what()) + ": whether the changes are stored is not known");
  } catch (const base::Unreachable&) {
    throw base::OutcomeUnknown("database: the connection to PostgreSQL was lost while it stored the changes");
  }
  throw base::SystemFault("database: commit: a statement of the transaction had failed");
}

void PgSession::roll_back() {
  settle_undone();
  if (!is_lost()) execute("ROLLBACK");
  begun_ = false;
}

}  // namespace raccordo::store
