// One connection to PostgreSQL and its prepared statements, over libpq. It connects when it is first needed
// and again after the server was away: a lost connection fails the transaction that runs (base::Unreachable),
// the next one begins on a new connection. No wait is without an end: a server that answers nobody, a lock of
// another session and a commit that waits for a standby fail within seconds (wait.hpp), and the connection is
// dropped. Used by Connection (store/sqlite). Threads: one thread at a time. Errors: base::SystemFault with
// the server's words about our own statements, never with a value, a password or the connection string;
// base::StorageFull if the server's disk is full; base::ServerRefuses if an operator must act.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/postgres/gathered.hpp"
#include "store/postgres/values.hpp"
#include "store/postgres/wait.hpp"

namespace raccordo::store {

class PgSession {
 public:
  enum class Use : std::uint8_t { reading, writing };
  static constexpr std::chrono::seconds kMostOfWriter{30};
  /// `conninfo` as in libpq's PQconnectdb; `name` is shown in pg_stat_activity.
  PgSession(std::string conninfo, Use use, std::string name);
  ~PgSession();
  PgSession(const PgSession&) = delete;
  PgSession& operator=(const PgSession&) = delete;

  /// Called on each new connection before anything else; if it throws, the connection is closed again.
  void when_connected(std::function<void(PgSession&)> check) { check_ = std::move(check); }

  /// Shares what is known about the server with other sessions.
  void watch_with(std::shared_ptr<PgWatch> watch) { watch_ = std::move(watch); }
  const std::shared_ptr<PgWatch>& watch() const { return watch_; }
  /// How long one statement may take while the server answers; 0: no bound. Usual for a writer:
  /// kMostOfWriter.
  void wait_at_most(std::chrono::seconds most) { most_ = most; }

  /// Runs the statement of the store, translated, with the values. The address of `sql` names the statement.
  PgRows run(const char* sql, const PgValues& values);
  /// Sends the statement, whose answer nobody needs, and goes on (libpq's pipeline mode): a failure is thrown
  /// by whatever waits next, `settle` at the latest. Outside of a transaction the same as `run`.
  void post(const char* sql, const PgValues& values);
  /// Waits for the answers of all that was posted; throws the first failure.
  void settle();
  /// The same, for statements that are about to be undone: failures are ignored.
  void settle_undone();
  /// Posts an INSERT of one row without its column `no`; returns the number that the column gets.
  std::int64_t insert(const char* sql, PgValues values);
  /// Keeps the row of this INSERT of one row, and sends all kept ones with one statement before any other
  /// statement runs. Rows of one statement must not meet in one key (ON CONFLICT cannot change a row twice).
  /// Failures as with `post`; outside of a transaction the same as `run`.
  void gather(const char* sql, const PgValues& values);
  /// The same without the column `no`; returns the number that the column gets.
  std::int64_t gather_numbered(const char* sql, PgValues values);
  /// Runs statements of PostgreSQL that take no values; gives the rows of the last one.
  PgRows execute(const char* sql);
  /// Begins a transaction: a reader sees one state; a writer is alone. Connects again if that is needed.
  /// Until it ends, a lost connection fails every statement: none of them runs outside of it.
  void begin();
  /// Throws base::OutcomeUnknown if the connection is lost meanwhile, the server takes too long, or somebody
  /// ended its wait for a standby: then it is stored on one server only. Throws base::SystemFault if the
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
  /// How the text of a statement is sent.
  enum class Form : std::uint8_t { plain, numbered, gathered, gathered_numbered };
  /// Rows that are not sent yet.
  struct Waiting {
    const char* sql;
    Form form;
    PgGathered rows;
  };
  struct Clear {
    void operator()(pg_result* result) const;
  };
  /// What the server answered to all that was sent in a pipeline.
  struct Collected {
    PgRows rows;                               ///< of the last statement
    std::unique_ptr<pg_result, Clear> failed;  ///< the first failure; nothing if there is none
  };
  /// Numbers that a sequence gave to this transaction alone.
  struct Numbers {
    std::deque<std::int64_t> given;
    std::int64_t block = 1;  ///< how many the next question asks for
  };
  void connect();
  static std::string text_of(const char* sql, Form form, const std::string& kinds);
  void gather_as(const char* sql, Form form, const PgValues& values);
  void send_gathered();
  void forget_gathered();
  [[noreturn]] static void throw_without_transaction();
  void make_usable();
  static void take_notice(void* session, const pg_result* notice);
  /// The last result of what was sent; `sent` is what the call of libpq that sent it returned.
  PgRows receive(int sent, const char* doing, std::chrono::seconds most);
  [[noreturn]] void give_up(Waited waited, const char* doing, std::chrono::seconds most);
  PgRows execute_within(const char* sql, std::chrono::seconds most);
  bool is_lost() const;
  const std::string& prepared(const char* sql, Form form, const std::string& kinds);
  [[noreturn]] void fail(const pg_result* result, const char* doing);
  PgRows run_once(const char* sql, const PgValues& values);
  int send(const std::string& name, const PgValues& values);
  void post_as(const char* sql, Form form, const PgValues& values);
  bool has_posted() const;
  Collected collect();
  /// Waits for the answers of what was sent, whatever is still gathered.
  void finish_posted();
  std::int64_t next_number(const char* sql);
  void refuse_if_cut() const;

  const std::string conninfo_, name_;
  const Use use_;
  std::function<void(PgSession&)> check_;
  std::unique_ptr<pg_conn, Finish> connection_;
  std::unordered_map<const char*, std::vector<Prepared>> statements_;
  std::unordered_map<std::string, Numbers> numbers_;  ///< by table
  std::uint64_t names_ = 0;
  std::vector<Waiting> gathered_;  ///< in the order of their first rows
  std::size_t gathered_bytes_ = 0;
  std::size_t posted_ = 0, posted_bytes_ = 0;
  bool begun_ = false;     ///< a transaction began and has not ended
  bool one_only_ = false;  ///< the commit is not on the standby it should be on
  std::chrono::seconds most_;
  std::shared_ptr<PgWatch> watch_ = std::make_shared<PgWatch>();
};

}  // namespace raccordo::store
