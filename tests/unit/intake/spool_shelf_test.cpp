#include "intake/spool_shelf.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "intake/spool.hpp"

namespace raccordo::intake {
namespace {

namespace fs = std::filesystem;

/// Binds to the context, as the sealer does.
SpoolSeal bound_seal() {
  SpoolSeal seal;
  seal.seal = [](std::string_view plain, std::string_view context) {
    return std::string(context) + "\n" + std::string(plain);
  };
  seal.open = [](std::string_view sealed, std::string_view context) -> std::optional<std::string> {
    const auto head = std::string(context) + "\n";
    if (!sealed.starts_with(head)) return std::nullopt;
    return std::string(sealed.substr(head.size()));
  };
  return seal;
}

class MemoryShelf final : public SpoolShelf {
 public:
  void put(const std::string& id, const std::string& client, std::uint64_t first,
           std::vector<std::string> chunks, ChunkPosition position) override {
    if (fails) throw base::SystemFault("the database does not answer");
    auto& body = bodies[id];
    EXPECT_EQ(body.size(), first);
    for (auto& chunk : chunks) {
      held[client] += chunk.size();
      body.push_back(std::move(chunk));
    }
    if (position == ChunkPosition::last) complete.insert_or_assign(id, true);
  }
  std::vector<std::string> read(const std::string& id, std::uint64_t first, std::size_t limit) override {
    std::vector<std::string> out;
    const auto found = bodies.find(id);
    if (found == bodies.end() || !complete.contains(id)) return out;
    for (auto at = first; at < found->second.size() && out.size() < limit; ++at)
      out.push_back(found->second[at]);
    return out;
  }
  bool is_shared() const override { return shared; }
  std::uint64_t size_of(const std::string& id) override {
    std::uint64_t size = 0;
    const auto found = bodies.find(id);
    if (found == bodies.end()) return 0;
    for (const auto& chunk : found->second) size += chunk.size();
    return size;
  }
  void remove(const std::string& id) override { bodies.erase(id); }
  std::uint64_t held_for(const std::string& client) override { return held[client]; }

  std::map<std::string, std::vector<std::string>> bodies;
  std::map<std::string, bool> complete;
  std::map<std::string, std::uint64_t> held;
  bool fails = false, shared = true;
};

class SpoolShelfTest : public testing::Test {
 protected:
  SpoolShelfTest()
      : folder_(fs::path(testing::TempDir()) / ("shelf-" + base::new_ulid(base::system_clock().now()))) {}
  ~SpoolShelfTest() override { fs::remove_all(folder_); }
  Spool node(const std::string& name, SpoolLimits limits = {}) const {
    return {folder_ / name, bound_seal(), limits, Spool::Role::owner, shelf_};
  }
  static std::string write(const Spool& spool, const std::string& plain) {
    auto writer = spool.create(base::system_clock().now(), "a");
    writer.write(plain);
    writer.commit();
    return writer.id();
  }
  static std::string read(const Spool& spool, const std::string& id) {
    auto reader = spool.open(id);
    std::string out;
    while (auto piece = reader.next()) out += *piece;
    return out;
  }
  fs::path folder_;
  std::shared_ptr<MemoryShelf> shelf_ = std::make_shared<MemoryShelf>();
};

TEST_F(SpoolShelfTest, BodyOfOneNodeIsReadByAnotherWhateverItsSize) {
  fs::create_directories(folder_);
  const auto first = node("first");
  const auto second = node("second");
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kSpoolChunk, kSpoolChunk + 1,
                                 16 * kSpoolChunk, 33 * kSpoolChunk + 7}) {
    const std::string plain(size, 'x');
    const auto id = write(first, plain);
    first.shelve(id, "a");
    EXPECT_TRUE(first.list().empty()) << "no file is left";
    EXPECT_EQ(read(second, id), plain) << size;
    EXPECT_GT(second.size_of(id), 0U);
    second.remove(id);
    EXPECT_TRUE(shelf_->bodies.empty());
  }
}

TEST_F(SpoolShelfTest, BodyThatCouldNotBeMovedKeepsItsFile) {
  fs::create_directories(folder_);
  const auto spool = node("first");
  const auto id = write(spool, "body");
  shelf_->fails = true;
  EXPECT_THROW(spool.shelve(id, "a"), base::SystemFault);
  EXPECT_EQ(read(spool, id), "body");
}

TEST_F(SpoolShelfTest, BodyCutOffOrChangedOnTheShelfIsLost) {
  fs::create_directories(folder_);
  const auto spool = node("first");
  const auto id = write(spool, std::string(3 * kSpoolChunk, 'x'));
  spool.shelve(id, "a");
  shelf_->bodies[id].pop_back();
  EXPECT_THROW(read(spool, id), BodyLost);
}

TEST_F(SpoolShelfTest, MissingBodyIsNoLostOne) {
  fs::create_directories(folder_);
  const auto spool = node("first");
  try {
    spool.open("01JDZ6V8Q0000000000000000A");
    FAIL() << "another node may still have it";
  } catch (const BodyLost&) {
    FAIL() << "another node may still have it";
  } catch (const base::SystemFault&) {
  }
}

TEST_F(SpoolShelfTest, GatewayThatServesAloneReadsWhatSeveralLeft) {
  fs::create_directories(folder_);
  const auto spool = node("first");
  const auto id = write(spool, "body");
  spool.shelve(id, "a");
  shelf_->shared = false;
  EXPECT_EQ(read(spool, id), "body");
  EXPECT_THROW(spool.open("01JDZ6V8Q0000000000000000A"), BodyLost);
  const auto in_file = write(spool, "file");
  spool.remove(in_file);
  EXPECT_TRUE(spool.list().empty());
  EXPECT_EQ(shelf_->bodies.size(), 1U);
}

TEST_F(SpoolShelfTest, WhatOtherNodesHoldCountsForTheLimitOfAClient) {
  fs::create_directories(folder_);
  const auto spool = node("first", {1000, 0});
  shelf_->held["a"] = 600;
  EXPECT_EQ(spool.room("a", 400), SpoolRoom::free);
  EXPECT_EQ(spool.room("a", 401), SpoolRoom::client_full);
  EXPECT_EQ(spool.room("b", 1000), SpoolRoom::free);
}

}  // namespace
}  // namespace raccordo::intake
