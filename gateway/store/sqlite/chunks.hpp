// BodyChunks in the database. Made by SqliteStore.
#pragma once

#include "store/interface/body_chunks.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

class SqliteChunks final : public BodyChunks {
 public:
  /// Both must outlive it.
  SqliteChunks(SqliteReaders& readers, SqliteWriter& writer) : readers_(readers), writer_(writer) {}
  void put(ChunkPiece piece, Done<bool> done) override;
  std::vector<std::string> read(std::string_view body, std::int64_t first, std::size_t limit) override;
  std::uint64_t size(std::string_view body) override;
  std::map<std::string, std::uint64_t> held() override;
  void remove(std::string body, Done<bool> done) override;
  void remove_stray(Done<std::uint64_t> done) override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

}  // namespace raccordo::store
