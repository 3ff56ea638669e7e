// One SQLite connection and its prepared statements: thin RAII over the C interface, used by every sqlite_*
// file of this folder. Threads: one thread at a time. Errors: base::SystemFault with SQLite's text (never a
// bound value); base::StorageFull if the disk is full.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "store/interface/record_names.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace raccordo::store {

/// SQL known at compile time: statements are never built from input, and the address identifies the
/// statement.
class Sql {
 public:
  consteval Sql(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor)
  const char* text() const { return text_; }

 private:
  const char* text_;
};

/// Bytes to bind as a BLOB.
struct Blob {
  std::string_view bytes;
};

/// One run of a prepared statement. Ends (is reset) when it goes out of scope.
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

 private:
  /// Resets the statement also when binding fails.
  struct Reset {
    explicit Reset(sqlite3_stmt* owned) : statement(owned) {}
    ~Reset();
    Reset(const Reset&) = delete;
    Reset& operator=(const Reset&) = delete;
    sqlite3_stmt* statement;
  };
  Reset reset_;
  sqlite3_stmt* statement_;
  Bound bound_;
};

enum class OpenMode { read_write, read_only };

class Connection {
 public:
  /// Opens the file; read_write creates it with mode 0600 (and narrows a wider mode).
  Connection(const std::string& file, OpenMode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// A run of `sql` with its parameters bound in order.
  template <class... Values>
  Query query(Sql sql, const Values&... values) {
    return Query(prepared(sql), Query::Bound::copied, values...);
  }
  /// Runs a statement that gives no rows; returns how many rows it changed.
  template <class... Values>
  std::int64_t run(Sql sql, const Values&... values) {
    Query(prepared(sql), Query::Bound::in_place, values...).step();
    return changes();
  }
  /// How long a statement waits for a lock on the file.
  void wait_for_others(int millis);
  static constexpr int kUsualWait = 20'000;
  /// While statements run, `ends` is called periodically; if it returns true, the statement fails. Empty:
  /// never.
  void interrupt_when(std::function<bool()> ends);
  /// Runs SQL text with several statements (migrations, pragmas).
  void execute(const char* sql);
  std::int64_t last_row() const;
  /// True while a transaction is open; SQLite itself ends it on some failures (a full disk).
  bool in_transaction() const;
  /// Recognises records without a person; the store gives all its connections the same object.
  const RecordNames& names() const { return *names_; }
  void use_names(std::shared_ptr<const RecordNames> names) { names_ = std::move(names); }

 private:
  sqlite3_stmt* prepared(Sql sql);
  std::int64_t changes() const;

  sqlite3* db_ = nullptr;
  std::shared_ptr<const RecordNames> names_ = std::make_shared<const RecordNames>();
  std::unordered_map<const char*, sqlite3_stmt*> statements_;
  std::function<bool()> ends_;
};

}  // namespace raccordo::store
