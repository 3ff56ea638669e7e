// A small pool of read-only connections. Each lease is one read transaction: all it reads is one moment, and
// the writer is never in its way (WAL). Used by every reading member of SqliteStore.
// Threads: lease() from any thread; it waits until a connection is free.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/sqlite_connection.hpp"

namespace raccordo::store {

class SqliteReaders {
 public:
  /// A connection within a read transaction, given back at the end of its life.
  class Lease {
   public:
    explicit Lease(SqliteReaders& readers);
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Connection* operator->() const { return connection_.get(); }
    Connection& operator*() const { return *connection_; }

   private:
    SqliteReaders& readers_;
    std::unique_ptr<Connection> connection_;
  };

  SqliteReaders(const std::string& file, std::size_t connections);
  Lease lease() { return Lease(*this); }

 private:
  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection);

  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<Connection>> connections_;
};

}  // namespace raccordo::store
