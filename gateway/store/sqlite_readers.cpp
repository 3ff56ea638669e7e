#include "store/sqlite_readers.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"

namespace raccordo::store {

SqliteReaders::SqliteReaders(const std::string& file, std::size_t connections) {
  for (std::size_t i = 0; i < std::max<std::size_t>(connections, 1); ++i) {
    auto connection = std::make_unique<Connection>(file, OpenMode::read_only);
    connection->execute("PRAGMA query_only = ON; PRAGMA cache_size = -4096; PRAGMA mmap_size = 4294967296");
    connections_.push_back(std::move(connection));
  }
}

std::unique_ptr<Connection> SqliteReaders::take() {
  std::unique_lock lock(mutex_);
  free_.wait(lock, [&] { return !connections_.empty(); });
  auto connection = std::move(connections_.back());
  connections_.pop_back();
  return connection;
}

void SqliteReaders::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    connections_.push_back(std::move(connection));
  }
  free_.notify_one();
}

SqliteReaders::Lease::Lease(SqliteReaders& readers) : readers_(readers), connection_(readers.take()) {
  try {
    connection_->run("BEGIN");
  } catch (...) {
    readers_.give_back(std::move(connection_));
    throw;
  }
}

SqliteReaders::Lease::~Lease() {
  try {
    if (connection_->in_transaction()) connection_->run("COMMIT");
  } catch (const base::SystemFault& fault) {
    base::log(base::LogLevel::error, "store-read-end-failed",
              {{base::LogField::reason, std::string(fault.what())}});
  }
  readers_.give_back(std::move(connection_));
}

}  // namespace raccordo::store
