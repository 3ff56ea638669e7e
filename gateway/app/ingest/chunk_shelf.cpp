#include "app/ingest/chunk_shelf.hpp"

#include <utility>

#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr auto kFresh = std::chrono::seconds(1);

}  // namespace

void ChunkShelf::put(const std::string& id, const std::string& client, std::uint64_t first,
                     std::vector<std::string> chunks, intake::ChunkPosition position) {
  store::ChunkPiece piece{id, client, static_cast<std::int64_t>(first), std::move(chunks),
                          position == intake::ChunkPosition::last ? store::ChunkPiece::End::complete
                                                                  : store::ChunkPiece::End::more};
  wait_for<bool>([&](store::Done<bool> done) { store_.chunks().put(std::move(piece), std::move(done)); });
  refresh_after_change();
}

std::vector<std::string> ChunkShelf::read(const std::string& id, std::uint64_t first, std::size_t limit) {
  return store_.chunks().read(id, static_cast<std::int64_t>(first), limit);
}

std::uint64_t ChunkShelf::size_of(const std::string& id) { return store_.chunks().size(id); }

void ChunkShelf::remove(const std::string& id) {
  wait_for<bool>([&](store::Done<bool> done) { store_.chunks().remove(id, std::move(done)); });
  refresh_after_change();
}

std::uint64_t ChunkShelf::held_for(const std::string& client) {
  const std::lock_guard lock(mutex_);
  const auto found = held_.find(client);
  return found == held_.end() ? 0 : found->second;
}

void ChunkShelf::refresh() {
  auto held = store_.chunks().held();
  const std::lock_guard lock(mutex_);
  held_ = std::move(held);
  read_at_ = std::chrono::steady_clock::now();
}

void ChunkShelf::refresh_after_change() {
  {
    const std::lock_guard lock(mutex_);
    if (std::chrono::steady_clock::now() - read_at_ < kFresh) return;
  }
  refresh();
}

}  // namespace raccordo::app
