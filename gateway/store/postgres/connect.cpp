// How a session connects; the rest of it is in session.cpp.
#include <libpq-fe.h>

#include <array>
#include <string>

#include "base/log.hpp"
#include "base/unreachable.hpp"
#include "store/postgres/conninfo.hpp"
#include "store/postgres/session.hpp"
#include "store/postgres/sql_state.hpp"

namespace raccordo::store {
namespace {

constexpr int kOldestServer = 150'000;
/// A connection that failed after this time found nobody who answers.
constexpr auto kSilence = std::chrono::milliseconds(1500);

/// A writer waits for another program's transaction at most ten seconds, unless the role or the string has
/// another lock_timeout. The time zone, the encoding and the flush at each commit do not depend on how the
/// server or the role is set up.
constexpr const char* kWriterSettings =
    "SET client_min_messages = warning; SET idle_in_transaction_session_timeout = 0;"
    "SELECT set_config('lock_timeout', '10s', false) WHERE current_setting('lock_timeout') = '0';"
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN "
    "('off', "
    "'local')";
constexpr const char* kReaderSettings =
    "SET client_min_messages = warning; SET default_transaction_read_only = on;"
    "SELECT set_config('lock_timeout', '5s', false) WHERE current_setting('lock_timeout') = '0';"
    "SET idle_in_transaction_session_timeout = 0";
/// The server ends what it does for a connection that was dropped. Not every system can.
constexpr const char* kEndWithUs = "SET client_connection_check_interval = '2s'";

std::string parameter(pg_conn* connection, const char* name) {
  const char* const value = PQparameterStatus(connection, name);
  return value ? value : "";
}

}  // namespace

void PgSession::connect() {
  statements_.clear();
  if (const auto wrong = fault_of_conninfo(conninfo_); !wrong.empty())
    throw base::SystemFault("database: store.postgres " + wrong);
  if (watch_->is_silent()) throw base::Unreachable("database: PostgreSQL did not answer a moment ago");
  // The connection string comes last but for the encoding: it may have other times.
  const std::array<const char*, 10> keys{"connect_timeout",  "tcp_user_timeout",
                                         "keepalives_idle",  "keepalives_interval",
                                         "keepalives_count", "fallback_application_name",
                                         "dbname",           "client_encoding",
                                         "application_name", nullptr};
  const std::array<const char*, 10> values{"5",        "20000",           "10",   "5",           "3",
                                           "raccordo", conninfo_.c_str(), "UTF8", name_.c_str(), nullptr};
  const auto since = std::chrono::steady_clock::now();
  connection_.reset(PQconnectdbParams(keys.data(), values.data(), 1));
  if (!connection_ || PQstatus(connection_.get()) != CONNECTION_OK) {
    const auto why = connection_ ? one_line(PQerrorMessage(connection_.get())) : std::string("no memory");
    connection_.reset();
    if (std::chrono::steady_clock::now() - since > kSilence) watch_->note_silence();
    throw base::Unreachable("database: no connection to PostgreSQL: " + why);
  }
  PQsetnonblocking(connection_.get(), 1);
  PQsetNoticeReceiver(connection_.get(), take_notice, this);
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
    throw base::ServerRefuses("database: " + whereabouts() +
                              " is a standby, which cannot be written: name the primary server in "
                              "`store.postgres`, or add target_session_attrs=read-write");
  }
  if (use_ == Use::writing && parameter(connection, "default_transaction_read_only") == "on") {
    throw base::ServerRefuses("database: " + whereabouts() +
                              " is set to read only (default_transaction_read_only): nothing is written "
                              "until that is reset; a gateway that runs refuses once it connects again");
  }
  execute(use_ == Use::writing ? kWriterSettings : kReaderSettings);
  try {
    execute(kEndWithUs);
  } catch (const base::Unreachable&) {
    throw;
  } catch (const base::SystemFault&) {  // NOLINT(bugprone-empty-catch): the server's system cannot do it
  }
}

/// Its words only where they tell no value. The function that waits for standbys is known by its name, which
/// no language of messages changes.
void PgSession::take_notice(void* session, const pg_result* notice) {
  const auto field = [&](int which) {
    const char* const text = PQresultErrorField(notice, which);
    return std::string(text ? text : "");
  };
  const auto state = field(PG_DIAG_SQLSTATE);
  const bool not_on_standby = field(PG_DIAG_SOURCE_FUNCTION) == "SyncRepWaitForLSN";
  if (not_on_standby) static_cast<PgSession*>(session)->one_only_ = true;
  const bool plain = not_on_standby || tells_no_value(state);
  base::log(base::LogLevel::warn, "database-notice",
            {{base::LogField::code, state},
             {base::LogField::reason, plain ? one_line(field(PG_DIAG_MESSAGE_PRIMARY))
                                            : std::string("the log of PostgreSQL says it")}});
}

std::string PgSession::whereabouts() const {
  const auto* const connection = connection_.get();
  const auto word = [](const char* text) { return std::string(text && *text ? text : "?"); };
  return "the database " + word(PQdb(connection)) + " on " + word(PQhost(connection)) + " (role " +
         word(PQuser(connection)) + ")";
}

bool PgSession::is_superuser() const { return parameter(connection_.get(), "is_superuser") == "on"; }

}  // namespace raccordo::store
