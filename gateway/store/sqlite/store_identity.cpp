#include "store/sqlite/store_identity.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/storage_full.hpp"

namespace raccordo::store {
namespace {

constexpr const char* kFirstLine = "raccordo store 1";

std::string name_of(const std::string& file) { return file + ".identity"; }

std::string folder_of(const std::string& file) {
  const auto folder = std::filesystem::path(file).parent_path();
  return folder.empty() ? "." : folder.string();
}

[[noreturn]] void fail(const std::string& name) {
  const auto what = "store: cannot write " + name + ": " + std::strerror(errno);
  if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) throw base::StorageFull(what);
  throw base::SystemFault(what);
}

std::optional<StoreMark> parse(std::istream& in) {
  std::string first;
  std::string identity;
  std::string ledger;
  std::string audit;
  std::int64_t commits = 0;
  std::getline(in, first);
  std::string label[4];
  in >> label[0] >> identity >> label[1] >> commits >> label[2] >> ledger >> label[3] >> audit;
  const auto ledger_head = parse_head(ledger);
  const auto audit_head = parse_head(audit);
  const bool whole = first == kFirstLine && label[0] == "identity" && label[1] == "commits" &&
                     label[2] == "ledger" && label[3] == "audit" && in && ledger_head && audit_head;
  if (!whole) return std::nullopt;
  return StoreMark{identity, commits, *ledger_head, *audit_head};
}

void write_whole(int descriptor, const std::string& text, const std::string& name) {
  if (::write(descriptor, text.data(), text.size()) != static_cast<ssize_t>(text.size())) fail(name);
  if (::fsync(descriptor) != 0) fail(name);
}

AuditHead last_of(Connection& db, Sql sql) {
  auto query = db.query(sql);
  if (!query.step()) return {};
  return {query.integer(0), query.digest(1), {}};
}

std::string restore_or(const std::string& option) {
  return " Restore the store from its newest backup, or, if this is meant, start `raccordo serve " + option +
         " \"REASON\"`; that is kept in the audit.";
}

}  // namespace

bool StoreMark::operator==(const StoreMark& other) const {
  return identity == other.identity && commits == other.commits && ledger.seq == other.ledger.seq &&
         ledger.hash == other.ledger.hash && audit.seq == other.audit.seq && audit.hash == other.audit.hash;
}

std::optional<StoreMark> read_mark(const std::string& file) {
  std::ifstream in(name_of(file));
  if (!in) {
    if (!std::filesystem::exists(name_of(file))) return std::nullopt;
    throw base::SystemFault("store: cannot read " + name_of(file) + ": " + std::strerror(errno));
  }
  if (auto mark = parse(in)) return mark;
  throw base::SystemFault(
      "store: " + name_of(file) +
      " is damaged. Restore it from a backup together with the store; if there is none, compare "
      "the store with `raccordo audit verify --head` and remove the file.");
}

void write_mark(const std::string& file, const StoreMark& mark) {
  const auto name = name_of(file);
  const auto fresh = name + "." + std::to_string(::getpid());
  const auto text = std::string(kFirstLine) + "\nidentity " + mark.identity + "\ncommits " +
                    std::to_string(mark.commits) + "\nledger " + to_string(mark.ledger) + "\naudit " +
                    to_string(mark.audit) + "\n";
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) fail(fresh);
  try {
    write_whole(descriptor, text, fresh);
    // Files written by a verb run as root must be readable by the gateway's user.
    struct stat store {};
    if (::geteuid() == 0 &&
        (::stat(file.c_str(), &store) == 0 || ::stat(folder_of(file).c_str(), &store) == 0) &&
        ::fchown(descriptor, store.st_uid, store.st_gid) != 0)
      fail(fresh);
    if (::rename(fresh.c_str(), name.c_str()) != 0) fail(name);
  } catch (...) {
    ::close(descriptor);
    ::unlink(fresh.c_str());
    throw;
  }
  ::close(descriptor);
  const int opened = ::open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  ::fsync(opened);
  ::close(opened);
}

StoreMark mark_of(Connection& db) {
  StoreMark mark;
  {
    auto query = db.query("SELECT identity, commits FROM store_state");
    if (!query.step()) throw base::SystemFault("database: the row that names the store is missing");
    mark.identity = query.string(0);
    mark.commits = query.integer(1);
  }
  mark.ledger = last_of(db, "SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1");
  mark.audit = last_of(db, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
  return mark;
}

std::int64_t count_commit(Connection& db, std::int64_t last) {
  auto query = db.query("UPDATE store_state SET commits = commits + 1 RETURNING commits");
  if (!query.step()) throw base::SystemFault("database: the row that names the store is missing");
  const auto number = query.integer(0);
  if (number <= last)
    throw base::SystemFault(
        "database: the store is older than it was: nothing more is written. Stop the gateway, put "
        "the right store in its place, and start it");
  return number;
}

std::optional<std::string> differs(const StorePlace& place, Connection& db, const StoreMark& kept) {
  const auto beside = name_of(place.file);
  const auto the_store = "The store " + place.shown();
  {
    auto query = db.query(Sql("SELECT count(*) FROM sqlite_schema WHERE name = 'store_state'",
                              "SELECT count(*) FROM pg_class WHERE oid = to_regclass('store_state')"));
    query.step();
    if (query.integer(0) == 0) {
      return the_store + " is older than " + beside + " says: it has no identity yet." +
             restore_or("--accept-older-store");
    }
  }
  auto query = db.query("SELECT identity, commits FROM store_state");
  if (!query.step())
    return the_store + " has lost the row that names it." + restore_or("--accept-older-store");
  if (query.string(0) != kept.identity) {
    return the_store + " is another one than " + beside + " says." + restore_or("--accept-older-store");
  }
  if (query.integer(1) >= kept.commits) return std::nullopt;
  const auto lost = place.is_postgres() ? "" : ", or has lost its file " + place.file + "-wal";
  return the_store + " is an older copy" + lost + ": it has " + std::to_string(query.integer(1)) +
         " commits, and had " + std::to_string(kept.commits) + "." + restore_or("--accept-older-store");
}

}  // namespace raccordo::store
