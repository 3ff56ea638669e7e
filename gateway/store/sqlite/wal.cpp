#include "store/sqlite/wal.hpp"

#include <sys/stat.h>

#include "base/log.hpp"

namespace raccordo::store {
namespace {

/// How long the writer waits for readers to end; most of them take a few milliseconds.
constexpr int kGapMillis = 250;

}  // namespace

std::uint64_t wal_bytes(const std::string& file) {
  struct stat status {};
  return ::stat((file + "-wal").c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

void WalBound::keep(Connection& db) {
  const auto bytes = wal_bytes(file_);
  if (bytes < next_) {
    if (bytes < bound_) next_ = bound_;
    return;
  }
  db.wait_for_others(kGapMillis);
  bool busy = true;
  {
    auto query = db.query("PRAGMA wal_checkpoint(TRUNCATE)");
    busy = !query.step() || query.integer(0) != 0;
  }
  db.wait_for_others(Connection::kUsualWait);
  next_ = busy ? bytes + bound_ / 2 : bound_;
  if (!busy) return;
  base::log(
      base::LogLevel::warn, "wal-over-bound",
      {{base::LogField::bytes, static_cast<std::int64_t>(bytes)},
       {base::LogField::reason, std::string("a long read keeps the write-ahead log from being restarted")}});
}

bool ReaderBound::is_over() const {
  return std::chrono::steady_clock::now() - begun > patience && wal_bytes(file) > most;
}

}  // namespace raccordo::store
