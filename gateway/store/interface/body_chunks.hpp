// BodyChunks: bodies answered 202 that are kept in the database, so that every node can process them. A port
// of CaseStore, reached by CaseStore::chunks(); used through intake::SpoolShelf (app/ingest/chunk_shelf.hpp).
// The chunks are sealed by the caller. Threads and errors: as CaseStore.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/interface/write_done.hpp"

namespace raccordo::store {

struct ChunkPiece {
  std::string body, client;
  std::int64_t first = 0;           ///< number of the first of these chunks, from 0
  std::vector<std::string> chunks;  ///< sealed
  enum class End : std::uint8_t { more, complete } end = End::more;
};

class BodyChunks {
 public:
  virtual ~BodyChunks() = default;
  virtual void put(ChunkPiece piece, Done<bool> done) = 0;
  /// Chunks from number `first` on, at most `limit`; none: the end, or no such body, or an incomplete one.
  virtual std::vector<std::string> read(std::string_view body, std::int64_t first, std::size_t limit) = 0;
  /// Sealed bytes of a body; 0 if there is none.
  virtual std::uint64_t size(std::string_view body) = 0;
  /// Sealed bytes of all bodies, by client.
  virtual std::map<std::string, std::uint64_t> held() = 0;
  virtual void remove(std::string body, Done<bool> done) = 0;
  /// Removes bodies without a submission: those whose receiver is gone, and complete ones older than an hour.
  /// Returns how many.
  virtual void remove_stray(Done<std::uint64_t> done) = 0;
};

}  // namespace raccordo::store
