// Small pools of read-only connections, one for each kind of work (read_share.hpp). Each lease is one read
// transaction, with a consistent state, and does not block the writer (WAL). Used by every reading member of
// SqliteStore. Threads: lease() from any thread; it waits until a connection of the thread's share is free.
#pragma once

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/interface/read_share.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/wal.hpp"

namespace raccordo::store {

class SqliteReaders {
  /// The connections of one ReadShare.
  struct Share {
    std::mutex mutex;
    std::condition_variable free;
    std::vector<std::unique_ptr<Connection>> connections;
  };

 public:
  /// A connection within a read transaction, returned by the destructor.
  class Lease {
   public:
    explicit Lease(SqliteReaders& readers);
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection* operator->() const { return connection_.get(); }
    Connection& operator*() const { return *connection_; }

   private:
    Share& share_;
    std::unique_ptr<Connection> connection_;
  };

  /// `connections` for each ReadShare. `bound`: when a long lease is ended, with base::SystemFault
  /// (sqlite/wal.hpp). `server`: of the writer's session, with PostgreSQL.
  SqliteReaders(const StorePlace& place, std::size_t connections,
                const std::shared_ptr<const RecordNames>& names, ReaderBound bound = {},
                const std::shared_ptr<PgWatch>& server = nullptr);
  Lease lease() { return Lease(*this); }

 private:
  static std::unique_ptr<Connection> take(Share& share);
  static void give_back(Share& share, std::unique_ptr<Connection> connection);

  const ReaderBound bound_;
  std::array<Share, kReadShares> shares_;
};

}  // namespace raccordo::store
