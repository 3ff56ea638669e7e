#include "store/sqlite/readers.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "store/sqlite/postgres_open.hpp"

namespace raccordo::store {

SqliteReaders::SqliteReaders(const StorePlace& place, std::size_t connections,
                             const std::shared_ptr<const RecordNames>& names, ReaderBound bound,
                             const std::shared_ptr<PgWatch>& server)
    : bound_(std::move(bound)) {
  for (auto& share : shares_) {
    for (std::size_t i = 0; i < std::max<std::size_t>(connections, 1); ++i) {
      auto connection = std::make_unique<Connection>(place, OpenMode::read_only);
      // Never memory-mapped: truncating a mapped file kills the program that reads it (SIGBUS).
      if (auto* const session = connection->session()) {
        watch_identity(*session, place);
        if (server) session->watch_with(server);
      } else {
        connection->execute("PRAGMA query_only = ON; PRAGMA cache_size = -4096; PRAGMA mmap_size = 0");
      }
      connection->use_names(names);
      share.connections.push_back(std::move(connection));
    }
  }
}

std::unique_ptr<Connection> SqliteReaders::take(Share& share) {
  std::unique_lock lock(share.mutex);
  share.free.wait(lock, [&] { return !share.connections.empty(); });
  auto connection = std::move(share.connections.back());
  share.connections.pop_back();
  return connection;
}

void SqliteReaders::give_back(Share& share, std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(share.mutex);
    share.connections.push_back(std::move(connection));
  }
  share.free.notify_one();
}

SqliteReaders::Lease::Lease(SqliteReaders& readers)
    : share_(readers.shares_.at(static_cast<std::size_t>(read_share()))), connection_(take(share_)) {
  try {
    if (auto* const session = connection_->session()) session->wait_at_most(longest_read());
    if (!readers.bound_.file.empty()) {
      auto bound = readers.bound_;
      bound.begun = std::chrono::steady_clock::now();
      connection_->interrupt_when([bound] { return bound.is_over(); });
    }
    connection_->begin_reading();
  } catch (...) {
    give_back(share_, std::move(connection_));
    throw;
  }
}

SqliteReaders::Lease::~Lease() {
  try {
    connection_->interrupt_when({});
    if (connection_->in_transaction()) connection_->commit();
  } catch (const base::SystemFault& fault) {
    base::log(base::LogLevel::error, "store-read-end-failed",
              {{base::LogField::reason, std::string(fault.what())}});
  }
  give_back(share_, std::move(connection_));
}

}  // namespace raccordo::store
