// SpoolShelf: where waiting bodies are kept that every node must reach (the database). Spool moves committed
// bodies there and reads them from there; app/ingest implements it. Chunks are sealed. Threads: any. Errors:
// base::SystemFault; base::Unreachable if the database does not answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "intake/spool_file.hpp"

namespace raccordo::intake {

class SpoolShelf {
 public:
  virtual ~SpoolShelf() = default;
  /// On return the chunks are durable. `first` is the number of the first of them; `position`: of the last.
  virtual void put(const std::string& id, const std::string& client, std::uint64_t first,
                   std::vector<std::string> chunks, ChunkPosition position) = 0;
  /// Chunks from number `first` on, at most `limit`; none: the end, or there is no such body.
  virtual std::vector<std::string> read(const std::string& id, std::uint64_t first, std::size_t limit) = 0;
  /// Whether other nodes put bodies there, too: one that is not there may still come.
  virtual bool is_shared() const = 0;
  /// 0: there is no such body.
  virtual std::uint64_t size_of(const std::string& id) = 0;
  virtual void remove(const std::string& id) = 0;
  /// Bytes of a client's bodies, as last read; does not wait.
  virtual std::uint64_t held_for(const std::string& client) = 0;
};

}  // namespace raccordo::intake
