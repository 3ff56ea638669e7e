#include "store/sqlite/connection.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/storage_full.hpp"
#include "base/stored_damage.hpp"
#include "store/interface/process_owner.hpp"
#include "store/sqlite/set_up.hpp"
#include "store/sqlite/words.hpp"

namespace raccordo::store {
namespace {

/// Instructions of SQLite between two checks whether a statement must end.
constexpr int kInstructionsBetweenLooks = 50'000;

bool is_full(sqlite3* db) {
  const int code = sqlite3_errcode(db);
  if (code == SQLITE_FULL) return true;
  const int cause = sqlite3_system_errno(db);
  return code == SQLITE_IOERR && (cause == ENOSPC || cause == EDQUOT || cause == EFBIG);
}

/// Messages of our own schema: the text of a trigger, or the columns that must be unique.
std::string reason_of(sqlite3* db) {
  if (!db) return sqlite_words(SQLITE_NOMEM);
  if (sqlite3_errcode(db) == SQLITE_CONSTRAINT) return sqlite3_errmsg(db);
  return sqlite_words(sqlite3_extended_errcode(db));
}

[[noreturn]] void fail(sqlite3* db, std::string_view doing) {
  const auto what = "database: " + std::string(doing) + ": " + reason_of(db);
  if (db && is_full(db)) throw base::StorageFull(what);
  throw base::SystemFault(what);
}

void check_bound(sqlite3_stmt* statement, int code) {
  if (code != SQLITE_OK) fail(sqlite3_db_handle(statement), "bind");
}

/// SQLite gives its -wal and -shm files the mode of the database file.
void make_private_file(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    throw base::SystemFault("database: cannot open " + file + ": " + std::strerror(errno));
  }
  struct stat status {};
  const bool wide = ::fstat(descriptor, &status) == 0 && (status.st_mode & 077) != 0;
  const bool failed = wide && ::fchmod(descriptor, 0600) != 0;
  ::close(descriptor);
  if (failed)
    throw base::SystemFault("database: " + file + " is readable by other users; make this user its owner");
}

sqlite3_destructor_type keeper(Query::Bound bound) {
  return bound == Query::Bound::copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
}

}  // namespace

Query::Reset::~Reset() {
  if (!statement) return;
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
}

void Query::bind(int index, std::int64_t value) {
  check_bound(statement_, sqlite3_bind_int64(statement_, index, value));
}

void Query::bind(int index, std::string_view text) {
  const char* const bytes = text.data() ? text.data() : "";
  check_bound(statement_,
              sqlite3_bind_text64(statement_, index, bytes, text.size(), keeper(bound_), SQLITE_UTF8));
}

void Query::bind(int index, Blob blob) {
  const char* const bytes = blob.bytes.data() ? blob.bytes.data() : "";
  check_bound(statement_, sqlite3_bind_blob64(statement_, index, bytes, blob.bytes.size(), keeper(bound_)));
}

bool Query::step() {
  if (run_) {
    if (!std::exchange(run_->begun, true)) run_->rows = run_->session.run(run_->sql, run_->values);
    return run_->rows.next();
  }
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(sqlite3_db_handle(statement_), "step");
  return false;
}

std::int64_t Query::integer(int column) const {
  return run_ ? run_->rows.integer(column) : sqlite3_column_int64(statement_, column);
}

std::string_view Query::text(int column) const {
  if (run_) return run_->rows.text(column);
  // A BLOB column returns its bytes unchanged here as well.
  const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes ? std::string_view(bytes, size) : std::string_view();
}

bool Query::is_null(int column) const {
  return run_ ? run_->rows.is_null(column) : sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

base::Digest Query::digest(int column) const {
  const auto bytes = text(column);
  base::Digest digest{};
  if (bytes.size() != digest.size()) throw base::StoredDamage("database: a stored digest has the wrong size");
  std::memcpy(digest.data(), bytes.data(), digest.size());
  return digest;
}

Connection::Connection(const StorePlace& place, OpenMode mode)
    : node_(place.is_postgres() ? place.node : std::string()) {
  if (!place.is_postgres()) {
    open_file(place.file, mode);
    return;
  }
  const auto use = mode == OpenMode::read_write ? PgSession::Use::writing : PgSession::Use::reading;
  session_ = std::make_unique<PgSession>(place.postgres, use, "raccordo " + in_words(this_process()));
}

void Connection::open_file(const std::string& file, OpenMode mode) {
  set_up_sqlite();
  const bool writes = mode == OpenMode::read_write;
  if (writes) make_private_file(file);
  const int flags = (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(file.c_str(), &db_, flags, nullptr) != SQLITE_OK) {
    const auto why = sqlite_words(db_ ? sqlite3_extended_errcode(db_) : SQLITE_NOMEM);
    sqlite3_close(db_);
    throw base::SystemFault("database: cannot open " + file + ": " + why);
  }
  wait_for_others(kUsualWait);
}

Connection::~Connection() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(db_);
}

void Connection::wait_for_others(int millis) {
  if (db_) sqlite3_busy_timeout(db_, millis);
}

void Connection::interrupt_when(std::function<bool()> ends) {
  if (!db_) return;  // a long reader of PostgreSQL delays nobody
  ends_ = std::move(ends);
  if (!ends_) return sqlite3_progress_handler(db_, 0, nullptr, nullptr);
  const auto ask = [](void* asked) -> int { return (*static_cast<std::function<bool()>*>(asked))() ? 1 : 0; };
  sqlite3_progress_handler(db_, kInstructionsBetweenLooks, ask, &ends_);
}

void Connection::execute(const char* sql) {
  if (session_) {
    session_->execute(sql);
    return;
  }
  if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(db_, "execute");
}

void Connection::settle() {
  if (session_) session_->settle();
}

void Connection::undo(Sql rollback_to) {
  if (session_) session_->settle_undone();
  run(rollback_to);
}

std::int64_t Connection::last_row() const { return sqlite3_last_insert_rowid(db_); }

bool Connection::in_transaction() const {
  return session_ ? session_->in_transaction() : sqlite3_get_autocommit(db_) == 0;
}

void Connection::begin_writing() {
  if (session_) return session_->begin();
  run("BEGIN IMMEDIATE");
}

void Connection::begin_reading() {
  if (session_) return session_->begin();
  run("BEGIN");
}

void Connection::commit() {
  if (session_) return session_->commit();
  run("COMMIT");
}

void Connection::roll_back() {
  if (session_) return session_->roll_back();
  run("ROLLBACK");
}

std::int64_t Connection::changes() const { return sqlite3_changes64(db_); }

sqlite3_stmt* Connection::prepared(Sql sql) {
  auto& statement = statements_[sql.text()];
  if (!statement &&
      sqlite3_prepare_v3(db_, sql.text(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    fail(db_, "prepare");
  }
  return statement;
}

}  // namespace raccordo::store
