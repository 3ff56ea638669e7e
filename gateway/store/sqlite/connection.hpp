// One connection to the database and its prepared statements, used by every file of this folder: to a file of
// SQLite, thin RAII over its C interface, or to PostgreSQL (store/postgres). Threads: one thread at a time.
// Errors: base::SystemFault with the database's text (never a bound value); base::StorageFull if the disk is
// full; base::Unreachable if PostgreSQL does not answer.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/interface/record_names.hpp"
#include "store/interface/store_place.hpp"
#include "store/postgres/session.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace raccordo::store {

/// SQL known at compile time: statements are never built from input, and the address identifies the
/// statement. One text serves both databases (store/postgres/dialect.hpp); where it cannot, there is a second
/// one.
class Sql {
 public:
  consteval Sql(const char* text) : text_(text), postgres_(text) {}  // NOLINT(google-explicit-constructor)
  consteval Sql(const char* sqlite, const char* postgres) : text_(sqlite), postgres_(postgres) {}
  const char* text() const { return text_; }
  const char* postgres() const { return postgres_; }

 private:
  const char *text_, *postgres_;
};

/// Bytes to bind as a BLOB.
struct Blob {
  std::string_view bytes;
};

/// One run of a prepared statement. Ends (is reset) when it goes out of scope. With PostgreSQL all rows are
/// read with the first step, so a transaction may run other statements meanwhile.
class Query {
 public:
  /// Texts may be bound without a copy only if they outlive the query.
  enum class Bound : std::uint8_t { copied, in_place };

  template <class... Values>
  explicit Query(sqlite3_stmt* statement, Bound bound, const Values&... values)
      : reset_(statement), statement_(statement), bound_(bound) {
    int index = 0;
    (bind(++index, values), ...);
  }
  template <class... Values>
  explicit Query(PgSession& session, Sql sql, const Values&... values)
      : reset_(nullptr),
        run_(std::make_unique<Run>(Run{session, sql.postgres(), pg_values(values...), {}, false})) {}

  Query(PgSession& session, Sql sql, PgValues values)
      : reset_(nullptr),
        run_(std::make_unique<Run>(Run{session, sql.postgres(), std::move(values), {}, false})) {}

  /// The values as PostgreSQL gets them.
  template <class... Values>
  static PgValues pg_values(const Values&... values) {
    PgValues out;
    (add(out, values), ...);
    return out;
  }

  void bind(int index, std::int64_t value);
  void bind(int index, std::string_view text);
  void bind(int index, Blob blob);
  void bind(int index, base::Instant instant) { bind(index, instant.micros); }
  template <class T>
  void bind(int index, const std::optional<T>& value) {
    if (value) bind(index, *value);
  }

  /// Moves to the next row; false at the end.
  bool step();
  std::int64_t integer(int column) const;
  /// Valid until the next step.
  std::string_view text(int column) const;
  std::string string(int column) const { return std::string(text(column)); }
  bool is_null(int column) const;
  base::Instant instant(int column) const { return {integer(column)}; }
  /// A column of 32 bytes. SystemFault if it has another value.
  base::Digest digest(int column) const;
  /// Of PostgreSQL: how many rows the statement changed.
  std::int64_t changed() const { return run_->rows.changed(); }

 private:
  /// Resets the statement also when binding fails.
  struct Reset {
    explicit Reset(sqlite3_stmt* owned) : statement(owned) {}
    ~Reset();
    Reset(const Reset&) = delete;
    Reset& operator=(const Reset&) = delete;
    sqlite3_stmt* statement;
  };
  /// A run on PostgreSQL.
  struct Run {
    PgSession& session;
    const char* sql;
    PgValues values;
    PgRows rows;
    bool begun;
  };
  static void add(PgValues& out, std::int64_t value) { out.add(value); }
  static void add(PgValues& out, std::string_view text) { out.add_text(text); }
  static void add(PgValues& out, Blob blob) { out.add_bytes(blob.bytes); }
  static void add(PgValues& out, base::Instant instant) { out.add(instant.micros); }
  template <class T>
  static void add(PgValues& out, const std::optional<T>& value) {
    value ? add(out, *value) : out.add_null(kind_of<T>());
  }
  template <class T>
  static constexpr PgValues::Kind kind_of() {
    if constexpr (std::is_same_v<T, Blob>) return PgValues::Kind::bytes;
    if constexpr (std::is_convertible_v<T, std::string_view>) return PgValues::Kind::text;
    return PgValues::Kind::integer;
  }
  Reset reset_;
  sqlite3_stmt* statement_ = nullptr;
  Bound bound_ = Bound::copied;
  std::unique_ptr<Run> run_;
};

enum class OpenMode { read_write, read_only };

class Connection {
 public:
  /// Opens the file; read_write creates it with mode 0600 (and narrows a wider mode). Or a session of
  /// PostgreSQL, which connects when it is first used.
  Connection(const StorePlace& place, OpenMode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// A run of `sql` with its parameters bound in order.
  template <class... Values>
  Query query(Sql sql, const Values&... values) {
    if (session_) return Query(*session_, sql, values...);
    return Query(prepared(sql), Query::Bound::copied, values...);
  }
  /// Runs a statement whose answer nobody needs. Within a transaction of PostgreSQL it is only sent: what
  /// makes it fail is thrown by whatever waits next, `settle` or `commit` at the latest.
  template <class... Values>
  void run(Sql sql, const Values&... values) {
    if (session_) return session_->post(sql.postgres(), Query::pg_values(values...));
    Query(prepared(sql), Query::Bound::in_place, values...).step();
  }
  /// Runs a statement that gives no rows; returns how many rows it changed.
  template <class... Values>
  std::int64_t change(Sql sql, const Values&... values) {
    if (session_) {
      Query query(*session_, sql, values...);
      query.step();
      return query.changed();
    }
    run(sql, values...);
    return changes();
  }
  /// Runs an INSERT of one row; returns the number that its column `no` got. Fails as `run` does.
  template <class... Values>
  std::int64_t insert(Sql sql, const Values&... values) {
    if (session_) return session_->insert(sql.postgres(), Query::pg_values(values...));
    run(sql, values...);
    return last_row();
  }
  /// Runs an INSERT of one row. PostgreSQL gets many such rows with one statement, before anything else runs:
  /// two of them must not meet in one key. Fails as `run` does.
  template <class... Values>
  void gather(Sql sql, const Values&... values) {
    if (session_) return session_->gather(sql.postgres(), Query::pg_values(values...));
    run(sql, values...);
  }
  /// The same; returns the number that the column `no` got.
  template <class... Values>
  std::int64_t gather_numbered(Sql sql, const Values&... values) {
    if (session_) return session_->gather_numbered(sql.postgres(), Query::pg_values(values...));
    return insert(sql, values...);
  }
  /// Everything that was run has succeeded; throws the first failure.
  void settle();
  /// Undoes all since the savepoint, whether it has failed or not: `ROLLBACK TO` it.
  void undo(Sql rollback_to);
  /// A transaction in which this connection alone writes; with PostgreSQL also among all programs.
  void begin_writing();
  /// A transaction that sees one state.
  void begin_reading();
  /// Throws base::OutcomeUnknown if PostgreSQL was lost meanwhile.
  void commit();
  void roll_back();
  /// How long a statement waits for a lock on the file.
  void wait_for_others(int millis);
  static constexpr int kUsualWait = 20'000;
  /// While statements run, `ends` is called periodically; if it returns true, the statement fails. Empty:
  /// never.
  void interrupt_when(std::function<bool()> ends);
  /// Runs SQL text with several statements (migrations, pragmas).
  void execute(const char* sql);
  /// True while a transaction is open; SQLite itself ends it on some failures (a full disk).
  bool in_transaction() const;
  /// Recognises records without a person; the store gives all its connections the same object.
  const RecordNames& names() const { return *names_; }
  void use_names(std::shared_ptr<const RecordNames> names) { names_ = std::move(names); }
  /// The session; nothing with SQLite.
  PgSession* session() const { return session_.get(); }
  /// The name of this gateway if it is one of several on the database (StorePlace::node); else "".
  const std::string& node() const { return node_; }
  bool is_shared() const { return !node_.empty(); }

 private:
  void open_file(const std::string& file, OpenMode mode);
  sqlite3_stmt* prepared(Sql sql);
  std::int64_t changes() const;
  std::int64_t last_row() const;

  const std::string node_;
  sqlite3* db_ = nullptr;
  std::unique_ptr<PgSession> session_;
  std::shared_ptr<const RecordNames> names_ = std::make_shared<const RecordNames>();
  std::unordered_map<const char*, sqlite3_stmt*> statements_;
  std::function<bool()> ends_;
};

}  // namespace raccordo::store
