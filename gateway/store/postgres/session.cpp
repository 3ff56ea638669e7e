#include "store/postgres/session.hpp"

#include <libpq-fe.h>

#include <array>
#include <string_view>

#include "base/storage_full.hpp"
#include "base/unreachable.hpp"
#include "store/postgres/conninfo.hpp"
#include "store/postgres/dialect.hpp"

namespace raccordo::store {
namespace {

constexpr int kOldestServer = 150'000;
constexpr Oid kInt8Type = 20, kTextType = 25, kBytesType = 17;

/// A writer waits for another program's transaction as long as SQLite would. The time zone, the encoding and
/// the flush at each commit do not depend on how the server or the role is set up.
constexpr const char* kWriterSettings =
    "SET client_min_messages = warning; SET lock_timeout = '20s'; SET idle_in_transaction_session_timeout = "
    "0;"
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN "
    "('off', "
    "'local')";
constexpr const char* kReaderSettings =
    "SET client_min_messages = warning; SET default_transaction_read_only = on;"
    "SET idle_in_transaction_session_timeout = 0";

/// The lock of whoever writes: its number is `RCCD`.
constexpr const char* kBeginWriting =
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
    "SELECT pg_advisory_xact_lock(1380139844)";
constexpr const char* kBeginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

Oid type_of(char kind) {
  switch (static_cast<PgValues::Kind>(kind)) {
    case PgValues::Kind::integer:
      return kInt8Type;
    case PgValues::Kind::text:
      return kTextType;
    case PgValues::Kind::bytes:
      return kBytesType;
  }
  return 0;
}

std::string parameter(pg_conn* connection, const char* name) {
  const char* const value = PQparameterStatus(connection, name);
  return value ? value : "";
}

/// Without line breaks; the server's words about the connection name host, role and database, never a
/// password.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) line += c == '\n' ? ' ' : c;
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

/// Words of the server that contain no value: about our own schema, its rights and its state.
bool tells_no_value(std::string_view state) {
  constexpr std::array<std::string_view, 10> kClasses{"23", "25", "28", "3D", "3F",
                                                      "40", "42", "53", "55", "P0"};
  for (const auto each : kClasses) {
    if (state.starts_with(each)) return true;
  }
  return state == "57014";
}

bool is_away(std::string_view state) {
  return state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03" ||
         state == "57P05";
}

}  // namespace

void PgSession::Finish::operator()(pg_conn* connection) const { PQfinish(connection); }

PgSession::PgSession(std::string conninfo, Use use, std::string name)
    : conninfo_(std::move(conninfo)), name_(std::move(name)), use_(use) {}

PgSession::~PgSession() = default;

void PgSession::connect() {
  statements_.clear();
  if (const auto wrong = fault_of_conninfo(conninfo_); !wrong.empty())
    throw base::SystemFault("database: store.postgres " + wrong);
  // The connection string comes last but for the encoding: it may have other times.
  const std::array<const char*, 10> keys{"connect_timeout",  "tcp_user_timeout",
                                         "keepalives_idle",  "keepalives_interval",
                                         "keepalives_count", "fallback_application_name",
                                         "dbname",           "client_encoding",
                                         "application_name", nullptr};
  const std::array<const char*, 10> values{"5",        "20000",           "10",   "5",           "3",
                                           "raccordo", conninfo_.c_str(), "UTF8", name_.c_str(), nullptr};
  connection_.reset(PQconnectdbParams(keys.data(), values.data(), 1));
  if (!connection_ || PQstatus(connection_.get()) != CONNECTION_OK) {
    const auto why = connection_ ? one_line(PQerrorMessage(connection_.get())) : std::string("no memory");
    connection_.reset();
    throw base::Unreachable("database: no connection to PostgreSQL: " + why);
  }
  try {
    make_usable();
    if (check_) check_(*this);
  } catch (...) {
    connection_.reset();
    throw;
  }
}

void PgSession::make_usable() {
  auto* const connection = connection_.get();
  if (PQserverVersion(connection) < kOldestServer) {
    throw base::SystemFault("database: PostgreSQL " + parameter(connection, "server_version") +
                            " is too old: Raccordo needs 15 or newer");
  }
  if (parameter(connection, "server_encoding") != "UTF8") {
    throw base::SystemFault("database: " + whereabouts() + " has the encoding " +
                            parameter(connection, "server_encoding") +
                            ": create it with `CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0`");
  }
  if (use_ == Use::writing && parameter(connection, "in_hot_standby") == "on") {
    throw base::SystemFault("database: " + whereabouts() +
                            " is a standby, which cannot be written: name the primary server in "
                            "`store.postgres`, or add target_session_attrs=read-write");
  }
  execute(use_ == Use::writing ? kWriterSettings : kReaderSettings);
}

std::string PgSession::whereabouts() const {
  const auto* const connection = connection_.get();
  const auto word = [](const char* text) { return std::string(text && *text ? text : "?"); };
  return "the database " + word(PQdb(connection)) + " on " + word(PQhost(connection)) + " (role " +
         word(PQuser(connection)) + ")";
}

bool PgSession::is_superuser() const { return parameter(connection_.get(), "is_superuser") == "on"; }

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
  if (state == "53100") throw base::StorageFull(what + "the disk of PostgreSQL is full");
  const bool plain = words && tells_no_value(state);
  throw base::SystemFault(what + (plain ? one_line(words) : "PostgreSQL refuses it") +
                          (state.empty() ? "" : " (" + state + ")"));
}

PgRows PgSession::rows_of(pg_result* result, const char* doing) {
  PgRows rows(result);
  const auto status = PQresultStatus(result);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY)
    fail(result, doing);
  return rows;
}

const std::string& PgSession::prepared(const char* sql, const char* ending, const std::string& kinds) {
  auto& forms = statements_[sql];
  for (const auto& form : forms) {
    if (form.kinds == kinds) return form.name;
  }
  const auto text = to_postgres(sql) + ending;
  std::vector<Oid> types;
  types.reserve(kinds.size());
  for (const char kind : kinds) types.push_back(type_of(kind));
  auto name = "s" + std::to_string(++names_);
  rows_of(
      PQprepare(connection_.get(), name.c_str(), text.c_str(), static_cast<int>(types.size()), types.data()),
      "prepare");
  return forms.emplace_back(Prepared{kinds, std::move(name)}).name;
}

PgRows PgSession::run_once(const char* sql, const char* ending, const PgValues& values) {
  if (is_lost()) connect();
  const auto& name = prepared(sql, ending, values.kinds());
  std::vector<const char*> bytes;
  std::vector<int> sizes;
  for (std::size_t i = 0; i < values.count(); ++i) {
    bytes.push_back(values.value(i));
    sizes.push_back(values.size(i));
  }
  const std::vector<int> formats(values.count(), 1);
  return rows_of(PQexecPrepared(connection_.get(), name.c_str(), static_cast<int>(bytes.size()), bytes.data(),
                                sizes.data(), formats.data(), 1),
                 "step");
}

void PgSession::refuse_if_cut() const {
  if (begun_ && is_lost())
    throw base::Unreachable("database: the connection to PostgreSQL was lost within a transaction");
}

PgRows PgSession::run(const char* sql, const char* ending, const PgValues& values) {
  refuse_if_cut();
  if (begun_ || use_ == Use::writing) return run_once(sql, ending, values);
  try {
    return run_once(sql, ending, values);
  } catch (const base::Unreachable&) {
    return run_once(sql, ending, values);  // a single read: the server may have been restarted meanwhile
  }
}

PgRows PgSession::execute(const char* sql) {
  refuse_if_cut();
  if (is_lost()) connect();
  return rows_of(PQexec(connection_.get(), sql), "execute");
}

void PgSession::begin() {
  begun_ = false;
  const char* const words = use_ == Use::writing ? kBeginWriting : kBeginReading;
  // What a failed begin or commit left open.
  if (connection_ && PQtransactionStatus(connection_.get()) != PQTRANS_IDLE) connection_.reset();
  try {
    execute(words);
  } catch (const base::Unreachable&) {
    execute(words);
  }
  begun_ = true;
}

void PgSession::commit() {
  refuse_if_cut();
  try {
    const auto rows = execute("COMMIT");
    begun_ = false;
    if (rows.tag() == "COMMIT") return;
  } catch (const base::Unreachable&) {
    throw base::OutcomeUnknown("database: the connection to PostgreSQL was lost while it stored the changes");
  }
  throw base::SystemFault("database: commit: a statement of the transaction had failed");
}

void PgSession::roll_back() {
  if (!is_lost()) execute("ROLLBACK");
  begun_ = false;
}

}  // namespace raccordo::store
