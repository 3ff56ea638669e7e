// ChunkShelf: the SpoolShelf in the database, over store::BodyChunks. Owned by Service, and by the verb that
// processes one body. Threads: all members from any thread; put and remove wait for the commit.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "intake/spool_shelf.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

class ChunkShelf final : public intake::SpoolShelf {
 public:
  /// Must outlive it.
  explicit ChunkShelf(store::CaseStore& store) : store_(store) {}
  void put(const std::string& id, const std::string& client, std::uint64_t first,
           std::vector<std::string> chunks, intake::ChunkPosition position) override;
  std::vector<std::string> read(const std::string& id, std::uint64_t first, std::size_t limit) override;
  bool is_shared() const override { return store_.nodes().are_several(); }
  std::uint64_t size_of(const std::string& id) override;
  void remove(const std::string& id) override;
  std::uint64_t held_for(const std::string& client) override;
  /// Reads what all clients hold; called periodically.
  void refresh();

 private:
  void refresh_after_change();
  store::CaseStore& store_;
  std::mutex mutex_;
  std::map<std::string, std::uint64_t> held_;
  std::chrono::steady_clock::time_point read_at_;
};

}  // namespace raccordo::app
