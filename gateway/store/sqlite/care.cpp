#include "store/sqlite/care.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <filesystem>
#include <future>

#include "store/sqlite/postgres_schema.hpp"

namespace raccordo::store {
namespace {

bool is_empty_or_missing(const std::string& file) {
  std::error_code ignored;
  const auto size = std::filesystem::file_size(file, ignored);
  return ignored || size == 0;
}

base::Instant newest(Connection& db, Sql sql) {
  auto query = db.query(sql);
  return query.step() ? query.instant(0) : base::Instant{};
}

/// The last rows in the identity file must be unchanged; the oldest rows of the audit may have expired.
std::optional<std::string> broken_chain(Connection& db, const StoreMark& kept) {
  const auto same = [&](Sql sql, const AuditHead& head) {
    auto query = db.query(sql, head.seq);
    return query.step() && query.text(0) == base::as_bytes(head.hash);
  };
  const char* const restore =
      " is not the one written before: the store was changed by another program, or is a copy that was used "
      "separately. "
      "Restore it from its newest backup.";
  if (kept.ledger.seq > 0 && !same("SELECT hash FROM ledger WHERE seq = ?1", kept.ledger)) {
    return "Row " + std::to_string(kept.ledger.seq) + " of the ledger of releases" + restore;
  }
  if (kept.audit.seq == 0 || same("SELECT hash FROM audit WHERE seq = ?1", kept.audit)) return std::nullopt;
  auto query = db.query("SELECT seq FROM audit_anchor WHERE seq >= ?1", kept.audit.seq);
  if (query.step()) return std::nullopt;
  return "Entry " + std::to_string(kept.audit.seq) + " of the audit" + restore;
}

/// PostgreSQL is asked even if there is no identity file: the caller wants to know whether it can be used.
/// The session could write, because the rights to write are looked at; it does not.
std::optional<std::string> postgres_identity_fault(const StorePlace& place) {
  Connection db(place, OpenMode::read_write);
  const auto kept = read_mark(place.file);
  if (kept && postgres_version(db) == 0) {
    return "The database has no store, but " + place.file +
           ".identity says that there was one. Restore the database from its newest backup, or, if the store "
           "is to "
           "begin empty, start `raccordo serve --new-store \"REASON\"`; that is kept in the audit.";
  }
  check_usable(db);
  if (!kept) return std::nullopt;
  if (auto wrong = differs(place, db, *kept)) return wrong;
  return broken_chain(db, *kept);
}

}  // namespace

FileWatch::Id FileWatch::id_of(const std::string& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino};
}

FileWatch::FileWatch(const StorePlace& place)
    : file_(place.is_postgres() ? std::string() : place.file), store_(id_of(file_)) {}

void FileWatch::check() {
  if (file_.empty()) return;
  const auto store = id_of(file_);
  const auto log = id_of(file_ + "-wal");
  const std::lock_guard lock(mutex_);
  if (log_ == Id{}) log_ = log;
  replaced_ = replaced_ || store != store_ || log != log_;
  if (!replaced_) return;
  throw base::SystemFault(
      "database: " + file_ +
      " or its -wal file was deleted or replaced while it was open: nothing more is written. Stop "
      "the gateway, put the right files in their places, and start it");
}

void SqliteCare::probe(base::Instant now) {
  std::promise<void> promise;
  auto written = promise.get_future();
  post_write(
      writer_,
      [now](Connection& db) {
        db.run("UPDATE store_state SET probed = ?1", now);
        return true;
      },
      Done<bool>([&promise](std::exception_ptr failed, bool) {
        if (failed) {
          promise.set_exception(std::move(failed));
        } else {
          promise.set_value();
        }
      }),
      1, Admission::always);
  written.get();
  const auto lease = readers_.lease();
  auto query = lease->query("SELECT probed FROM store_state");
  if (query.step() && query.instant(0) == now) return;
  throw base::SystemFault("database: what was written cannot be read back");
}

std::optional<StoreTrouble> SqliteCare::trouble() const {
  const auto found = server_ ? server_->lately() : std::nullopt;
  if (!found) return std::nullopt;
  switch (*found) {
    case PgTrouble::full:
      return StoreTrouble::full;
    case PgTrouble::refused:
      return StoreTrouble::refused;
    case PgTrouble::blocked:
      break;
  }
  return StoreTrouble::blocked;
}

void SqliteCare::check_in_place() {
  watch_.check();
  if (!server_) return;
  const auto lease = readers_.lease();
  check_whole(*lease);
  check_rights(*lease);
}

std::uint64_t SqliteCare::free_bytes() {
  struct statvfs disk {};
  // With PostgreSQL: the disk of the spool and the journal; the server's own is not visible from here.
  const auto folder = std::filesystem::path(file_).parent_path();
  if (::statvfs(file_.c_str(), &disk) != 0 && ::statvfs(folder.c_str(), &disk) != 0) return 0;
  return static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
}

void SqliteCare::keep_mark() {
  const std::lock_guard lock(mutex_);
  watch_.check();
  const auto mark = mark_of(*readers_.lease());
  if (mark.commits == commits_kept_) return;
  if (mark.commits < commits_kept_)
    throw base::SystemFault(
        "database: the store has fewer commits than it had: it was replaced by an older copy");
  if (commits_kept_ >= 0 || read_mark(file_) != mark) write_mark(file_, mark);
  commits_kept_ = mark.commits;
}

StoredTimes SqliteCare::times() {
  const auto lease = readers_.lease();
  StoredTimes times;
  times.relied_on = newest(*lease, "SELECT clock FROM store_state");
  times.newest = std::max(newest(*lease, "SELECT received_at FROM submissions ORDER BY no DESC LIMIT 1"),
                          newest(*lease, "SELECT at FROM audit ORDER BY seq DESC LIMIT 1"));
  return times;
}

void SqliteCare::rely_on(base::Instant now, Done<bool> done) {
  post_write(
      writer_,
      [now](Connection& db) {
        db.run("UPDATE store_state SET clock = max(clock, ?1)", now);
        return true;
      },
      std::move(done), 1, Admission::always);
}

std::optional<std::string> stored_identity_fault(const StorePlace& place) {
  if (place.is_postgres()) return postgres_identity_fault(place);
  const auto& file = place.file;
  const auto kept = read_mark(file);
  if (!kept) return std::nullopt;
  if (is_empty_or_missing(file)) {
    return "The store " + file + " is missing, but " + file +
           ".identity says that there was one. Restore it from its newest backup, or, if it shall begin "
           "empty, start "
           "`raccordo serve --new-store \"REASON\"`; that is kept in the audit.";
  }
  Connection db(file, OpenMode::read_write);  // only this recovers a log left by a crash
  if (auto wrong = differs(place, db, *kept)) return wrong;
  return broken_chain(db, *kept);
}

}  // namespace raccordo::store
