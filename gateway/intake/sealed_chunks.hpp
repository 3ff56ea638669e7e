// SealedChunks: the sealed chunks of one spooled body, from front to back, from its file or from the shelf.
// Used by SpoolReader, and by Spool to move a body to the shelf. Threads: one. Errors: as spool.hpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "intake/spool_file.hpp"
#include "intake/spool_shelf.hpp"

namespace raccordo::intake {

struct SealedChunk {
  std::string bytes;
  ChunkPosition position = ChunkPosition::inner;
};

class SealedChunks {
 public:
  virtual ~SealedChunks() = default;
  /// Nothing at the end; a body has at least one chunk.
  virtual std::optional<SealedChunk> next() = 0;
};

std::unique_ptr<SealedChunks> chunks_of_file(const std::filesystem::path& body);
std::unique_ptr<SealedChunks> chunks_of_shelf(std::shared_ptr<SpoolShelf> shelf, const std::string& id);

}  // namespace raccordo::intake
