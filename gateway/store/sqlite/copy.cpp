#include "store/sqlite/copy.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "base/result.hpp"
#include "base/storage_full.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/set_up.hpp"
#include "store/sqlite/words.hpp"

namespace raccordo::store {
namespace {

using Handle = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Backup = std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)>;

constexpr int kPagesAtOnce = 1024;

[[noreturn]] void fail(int code) {
  const auto what = "database: copy: " + sqlite_words(code);
  if (code == SQLITE_FULL) throw base::StorageFull(what);
  throw base::SystemFault(what);
}

Handle open(const std::string& file, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
  Handle handle(raw, &sqlite3_close);
  if (code != SQLITE_OK) fail(code);
  sqlite3_busy_timeout(raw, Connection::kUsualWait);
  return handle;
}

void run(sqlite3* db, const char* sql) {
  const int code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(sqlite3_extended_errcode(db));
}

void make_file(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) throw base::SystemFault("cannot write " + file + ": " + std::strerror(errno));
  ::close(descriptor);
}

}  // namespace

void sqlite_copy(const std::string& from, const std::string& to,
                 const std::function<void(std::uint64_t, std::uint64_t)>& at) {
  set_up_sqlite();
  make_file(to);
  const auto source = open(from, SQLITE_OPEN_READWRITE);
  const auto target = open(to, SQLITE_OPEN_READWRITE);
  run(target.get(), "PRAGMA synchronous = OFF");
  // One state for the whole copy: a write by another program would start it again.
  run(source.get(), "BEGIN; SELECT count(*) FROM sqlite_schema");
  const Backup backup(sqlite3_backup_init(target.get(), "main", source.get(), "main"),
                      &sqlite3_backup_finish);
  if (!backup) fail(sqlite3_errcode(target.get()));
  for (;;) {
    const int code = sqlite3_backup_step(backup.get(), kPagesAtOnce);
    const auto all = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup.get()));
    at(all - static_cast<std::uint64_t>(sqlite3_backup_remaining(backup.get())), all);
    if (code == SQLITE_DONE) return;
    if (code != SQLITE_OK) fail(code);
  }
}

std::string sqlite_damage(const std::string& file) {
  Connection db(file, OpenMode::read_only);
  auto query = db.query("PRAGMA integrity_check(1)");
  if (!query.step()) return "no answer";
  return query.text(0) == "ok" ? "" : query.string(0);
}

}  // namespace raccordo::store
