// One connection to PostgreSQL and its prepared statements, over libpq. It connects when it is first needed
// and again after the server was away: a lost connection fails the transaction that runs (base::Unreachable),
// the next one begins on a new connection. Used by Connection (store/sqlite). Threads: one thread at a time.
// Errors: base::SystemFault with the server's words about our own statements, never with a value, a password
// or the connection string; base::StorageFull if the server's disk is full.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/postgres/values.hpp"

struct pg_conn;

namespace raccordo::store {

class PgSession {
 public:
  enum class Use : std::uint8_t { reading, writing };
  /// `conninfo` as in libpq's PQconnectdb; `name` is shown in pg_stat_activity.
  PgSession(std::string conninfo, Use use, std::string name);
  ~PgSession();
  PgSession(const PgSession&) = delete;
  PgSession& operator=(const PgSession&) = delete;

  /// Called on each new connection before anything else; if it throws, the connection is closed again.
  void when_connected(std::function<void(PgSession&)> check) { check_ = std::move(check); }

  /// Runs the statement of the store, translated, with the values. `ending` is appended (` RETURNING no`).
  /// The address of `sql` names the statement.
  PgRows run(const char* sql, const char* ending, const PgValues& values);
  /// Runs statements of PostgreSQL that take no values; gives the rows of the last one.
  PgRows execute(const char* sql);
  /// Begins a transaction: a reader sees one state; a writer is alone. Connects again if that is needed.
  /// Until it ends, a lost connection fails every statement: none of them runs outside of it.
  void begin();
  /// Throws base::OutcomeUnknown if the connection is lost meanwhile, and base::SystemFault if the
  /// transaction had failed before: the server would roll back without a word.
  void commit();
  void roll_back();
  bool in_transaction() const { return begun_ && !is_lost(); }
  /// `host`, `database`, `role` of the connection, for messages.
  std::string whereabouts() const;
  bool is_superuser() const;
  /// As the server shows the name: it cuts long ones.
  static std::string shown_name(std::string name);

 private:
  struct Finish {
    void operator()(pg_conn* connection) const;
  };
  struct Prepared {
    std::string kinds, name;
  };
  void connect();
  void make_usable();
  bool is_lost() const;
  const std::string& prepared(const char* sql, const char* ending, const std::string& kinds);
  /// Checks the result; throws if it is an error.
  PgRows rows_of(pg_result* result, const char* doing);
  [[noreturn]] void fail(const pg_result* result, const char* doing);
  PgRows run_once(const char* sql, const char* ending, const PgValues& values);
  void refuse_if_cut() const;

  const std::string conninfo_, name_;
  const Use use_;
  std::function<void(PgSession&)> check_;
  std::unique_ptr<pg_conn, Finish> connection_;
  std::unordered_map<const char*, std::vector<Prepared>> statements_;
  std::uint64_t names_ = 0;
  bool begun_ = false;  ///< a transaction began and has not ended
};

}  // namespace raccordo::store
