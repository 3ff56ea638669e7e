// The write-ahead log stays bounded. SQLite begins it anew only when no reader looks at it; readers that
// follow each other without a gap, or one that stays, would let it grow for ever. So the writer waits a
// moment for a gap once the log is over its bound, and readers of this program that last long end once it is
// far over it.
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
  /// Begins the log anew if it is over its bound. While a reader is in the way it tries again only when the
  /// log has grown by half of the bound: each try keeps the writer waiting.
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
