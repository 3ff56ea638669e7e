#include "app/service/health.hpp"

#include "base/log.hpp"
#include "base/storage_full.hpp"
#include "base/unreachable.hpp"

namespace raccordo::app {
namespace {

constexpr auto kPause = std::chrono::seconds(5);
/// A check older than this is blocked by the disk, or by a database.
constexpr auto kStale = std::chrono::seconds(20);
constexpr auto kStaleOfServer = std::chrono::seconds(12);
/// With less free space a larger write may fail at any moment.
constexpr std::uint64_t kLeastFree = std::uint64_t{16} << 20;
constexpr std::int64_t kRecent = std::int64_t{5} * 1'000'000;

constexpr const char* kFull =
    "The disk of the store is full. Free space on it; the gateway then resumes by itself.";
constexpr const char* kBroken =
    "The store cannot be written and read: the gateway's log says why (store-unhealthy).";
constexpr const char* kAway =
    "The database does not answer. The gateway connects again by itself; its log says why (store-unhealthy).";
constexpr const char* kHangs = "The disk of the store has not answered for a while.";
constexpr const char* kServerHangs = "The database has not answered for a while.";
constexpr const char* kOwnDiskFull =
    "The disk of the gateway, with its journal and the bodies that wait, is full. Free space on it; the "
    "gateway then resumes by itself.";
constexpr const char* kServerFull =
    "The database has no room left. Make room where it keeps its tables; the gateway then resumes by itself.";
constexpr const char* kServerRefuses =
    "The database refuses what the gateway needs: a right of its role, a table or a setting was changed, or "
    "it is another store. The gateway's log (store-unhealthy) and `raccordo check` say which.";
constexpr const char* kServerBlocked =
    "The database answers, but does not do what it is asked in time: another session holds a lock, or a "
    "standby that must confirm is away.";

/// For as long as the store remembers it: less than a minute.
const char* words_of(store::StoreTrouble trouble) {
  switch (trouble) {
    case store::StoreTrouble::full:
      return kServerFull;
    case store::StoreTrouble::refused:
      return kServerRefuses;
    case store::StoreTrouble::blocked:
      break;
  }
  return kServerBlocked;
}

/// A recent commit proves as much as a probe.
bool needs_probe(const store::WriteFigures& writes, base::Instant now) {
  return !writes.last_commit || writes.storage_full || now.micros - writes.last_commit->micros > kRecent ||
         *writes.last_commit > now;
}

}  // namespace

Health::~Health() { stop(); }

void Health::start() {
  look();
  thread_ = std::thread([this] { work(); });
}

void Health::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Health::work() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kPause, [&] { return stopping_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

HealthReport Health::examine(std::string& reason) {
  HealthReport found;
  found.checked = clock_.now();
  const bool on_server = care_.medium() == store::StoreMedium::server;
  try {
    care_.check_in_place();
    if (needs_probe(care_.writes(), base::system_clock().now())) {
      care_.probe(found.checked);
    }
    care_.keep_mark();
  } catch (const base::StorageFull& error) {
    found.failing = on_server ? "store" : "disk";
    found.detail = on_server ? kServerFull : kFull;
    reason = error.what();
  } catch (const base::ServerRefuses& error) {
    found.failing = "store";
    found.detail = kServerRefuses;
    reason = error.what();
  } catch (const base::Blocked& error) {
    found.failing = "store";
    found.detail = kServerBlocked;
    reason = error.what();
  } catch (const base::Unreachable& error) {
    found.failing = "store";
    found.detail = kAway;
    reason = error.what();
  } catch (const std::exception& error) {
    found.failing = "store";
    found.detail = kBroken;
    reason = error.what();
  }
  if (const auto trouble = care_.trouble(); found.failing.empty() && trouble) {
    found.failing = "store";
    found.detail = words_of(*trouble);
    reason = found.detail;
  }
  found.free_bytes = care_.free_bytes();
  if (found.failing.empty() && found.free_bytes < kLeastFree) {
    found.failing = "disk";
    found.detail = on_server ? kOwnDiskFull : kFull;
    reason = "less than 16 MiB are free";
  }
  return found;
}

void Health::look() {
  std::string reason;
  const auto found = examine(reason);
  const std::lock_guard lock(mutex_);
  if (!found.failing.empty() && last_.failing != found.failing) {
    base::log(base::LogLevel::error, "store-unhealthy", {{base::LogField::reason, reason}});
  } else if (found.failing.empty() && !last_.failing.empty()) {
    base::log(base::LogLevel::info, "store-healthy-again");
  }
  last_ = found;
  looked_ = std::chrono::steady_clock::now();
}

HealthReport Health::report() const {
  HealthReport report;
  const bool on_server = care_.medium() == store::StoreMedium::server;
  {
    const std::lock_guard lock(mutex_);
    report = last_;
    if (std::chrono::steady_clock::now() - looked_ > (on_server ? kStaleOfServer : kStale)) {
      report.failing = "probe";
      report.detail = on_server ? kServerHangs : kHangs;
    }
  }
  report.writes = care_.writes();
  report.log_bytes = care_.log_bytes();
  if (const auto trouble = care_.trouble(); report.failing.empty() && trouble) {
    report.failing = "store";
    report.detail = words_of(*trouble);
  }
  if (report.failing.empty() && !on_server && report.writes.storage_full) {
    report.failing = "disk";
    report.detail = kFull;
  }
  return report;
}

}  // namespace raccordo::app
