// Bounds the write-ahead log. SQLite restarts it only when no reader uses it; continuous or long readers
// would let it grow without limit. So above its bound the writer waits briefly for a gap, and far above it
// long readers of this program are ended.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Bytes of `<file>-wal`; 0 if there is none.
std::uint64_t wal_bytes(const std::string& file);

/// Used by the writer, after each commit.
class WalBound {
 public:
  WalBound(std::string file, std::uint64_t bound) : file_(std::move(file)), bound_(bound), next_(bound) {}
  /// Restarts the log if it is over its bound. While a reader prevents it, it is tried again only when the
  /// log has grown by half of the bound, because each try blocks the writer.
  void keep(Connection& db);

 private:
  std::string file_;
  std::uint64_t bound_, next_;
};

/// A reader is ended if it lasts longer than `patience` while the log has more than `most` bytes.
struct ReaderBound {
  std::string file;
  std::uint64_t most = 0;
  std::chrono::steady_clock::duration patience{};
  std::chrono::steady_clock::time_point begun;
  bool is_over() const;
};

}  // namespace raccordo::store
