#include "intake/spool.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "base/digest.hpp"
#include "base/result.hpp"

namespace raccordo::intake {
namespace {

namespace fs = std::filesystem;

/// Does not encrypt, but binds to the context like the real sealer.
SpoolSeal open_seal() {
  SpoolSeal seal;
  seal.seal = [](std::string_view plain, std::string_view context) {
    return base::sha256_hex(std::string(context) + "|" + std::string(plain)) + std::string(plain);
  };
  seal.open = [](std::string_view sealed, std::string_view context) -> std::optional<std::string> {
    if (sealed.size() < 64) return std::nullopt;
    std::string plain(sealed.substr(64));
    if (base::sha256_hex(std::string(context) + "|" + plain) != sealed.substr(0, 64)) return std::nullopt;
    return plain;
  };
  return seal;
}

class SpoolTest : public testing::Test {
 protected:
  SpoolTest()
      : folder_(fs::path(testing::TempDir()) / ("spool-" + base::new_ulid(base::system_clock().now()))) {}
  ~SpoolTest() override { fs::remove_all(folder_); }
  Spool spool() const { return {folder_, open_seal()}; }
  /// Each body arrives a second after the previous one: ids of one millisecond have no order.
  static std::string write(const Spool& spool, const std::string& plain) {
    static base::Instant now = base::system_clock().now();
    now.micros += 1'000'000;
    auto writer = spool.create(now, "a");
    for (std::size_t at = 0; at < plain.size(); at += 10'000)
      writer.write(std::string_view(plain).substr(at, 10'000));
    writer.commit();
    EXPECT_EQ(writer.size(), plain.size());
    return writer.id();
  }
  static std::string read(const Spool& spool, const std::string& id) {
    auto reader = spool.open(id);
    std::string out;
    while (auto piece = reader.next()) out += *piece;
    return out;
  }
  fs::path file(const std::string& id) const { return folder_ / (id + ".body"); }
  std::string bytes(const std::string& id) const {
    std::ostringstream out;
    out << std::ifstream(file(id), std::ios::binary).rdbuf();
    return out.str();
  }
  void overwrite(const std::string& id, const std::string& content) const {
    std::ofstream(file(id), std::ios::binary | std::ios::trunc) << content;
  }
  fs::path folder_;
};

std::string text(std::size_t size) {
  std::string out;
  for (int i = 0; out.size() < size; ++i) out += std::to_string(i) + ',';
  out.resize(size);
  return out;
}

TEST_F(SpoolTest, RoundTripsBodiesOfAnySize) {
  const Spool bodies = spool();
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kSpoolChunk - 1, kSpoolChunk,
                                 kSpoolChunk + 1, 3 * kSpoolChunk + 17}) {
    const std::string id = write(bodies, text(size));
    EXPECT_TRUE(read(bodies, id) == text(size)) << size;
  }
}

TEST_F(SpoolTest, KeepsThemForTheNextProcessOldestFirst) {
  const std::string first = write(spool(), "first");
  const std::string second = write(spool(), "second");
  const Spool later = spool();
  EXPECT_EQ(later.list(), (std::vector<std::string>{first, second}));
  EXPECT_EQ(read(later, second), "second");
  later.remove(first);
  later.remove(first);
  EXPECT_EQ(later.list(), std::vector<std::string>{second});
}

TEST_F(SpoolTest, KeepsNothingOfAnUncommittedBody) {
  const Spool bodies = spool();
  { bodies.create(base::system_clock().now(), "a").write("half"); }
  EXPECT_TRUE(fs::is_empty(folder_));
  std::ofstream(folder_ / "01JD0000000000000000000000.part") << "left by a crash";
  EXPECT_TRUE(spool().list().empty());
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(SpoolTest, IsReadableByItsOwnerOnly) {
  const std::string id = write(spool(), "x");
  struct stat facts {};
  ASSERT_EQ(::stat(file(id).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  ASSERT_EQ(::stat(folder_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0700U);
}

TEST_F(SpoolTest, DetectsTruncationAtEveryByte) {
  const Spool bodies = spool();
  const std::string id = write(bodies, "Bergamo");
  const std::string whole = bytes(id);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    overwrite(id, whole.substr(0, size));
    EXPECT_THROW(read(bodies, id), base::SystemFault) << size;
  }
}

TEST_F(SpoolTest, DetectsMissingSwappedAndChangedChunks) {
  const Spool bodies = spool();
  const std::string id = write(bodies, text(2 * kSpoolChunk + 5));
  const std::string whole = bytes(id);
  const std::size_t chunk = 4 + 64 + kSpoolChunk;
  overwrite(id, whole.substr(0, 4 + 2 * chunk));
  EXPECT_THROW(read(bodies, id), base::SystemFault);
  overwrite(id, whole.substr(0, 4) + whole.substr(4 + chunk, chunk) + whole.substr(4, chunk) +
                    whole.substr(4 + 2 * chunk));
  EXPECT_THROW(read(bodies, id), base::SystemFault);
  std::string changed = whole;
  changed[500] = static_cast<char>(changed[500] ^ 1);
  overwrite(id, changed);
  EXPECT_THROW(read(bodies, id), base::SystemFault);
  overwrite(id, "RSP1\xff\xff\xff\xff" + whole);
  EXPECT_THROW(read(bodies, id), base::SystemFault);
}

TEST_F(SpoolTest, DetectsARenamedBody) {
  const Spool bodies = spool();
  const std::string one = write(bodies, "one");
  const std::string two = write(bodies, "two");
  fs::rename(file(one), file(two));
  EXPECT_THROW(read(bodies, two), base::SystemFault);
}

TEST_F(SpoolTest, DistinguishesAMissingOrChangedBodyFromAFaultOfTheMachine) {
  const Spool bodies = spool();
  const std::string id = write(bodies, "Bergamo");
  EXPECT_EQ(bodies.size_of(id), bytes(id).size());
  overwrite(id, bytes(id) + "x");
  EXPECT_THROW(read(bodies, id), BodyLost);
  fs::remove(file(id));
  EXPECT_THROW(bodies.open(id), BodyLost);
  EXPECT_EQ(bodies.size_of(id), 0U);
  fs::create_directory(file(id));  // unreadable now: the body may be readable later
  try {
    bodies.open(id);
    FAIL() << "a folder was read as a body";
  } catch (const BodyLost&) {
    FAIL() << "a fault of the machine was treated as a lost body";
  } catch (const base::SystemFault&) {
  }
}

TEST_F(SpoolTest, SecondReaderIgnoresUnfinishedBodies) {
  const Spool bodies = spool();
  auto writer = bodies.create(base::system_clock().now(), "isola");
  const Spool reader(folder_, open_seal(), {}, Spool::Role::reader);
  writer.write("whole");
  writer.commit();
  EXPECT_EQ(read(reader, writer.id()), "whole");
}

TEST_F(SpoolTest, OpensNothingOutsideItsFolder) {
  const Spool bodies = spool();
  for (const char* id : {"", "../x", "../../../../../../etc/passwd", "01JD000000000000000000000/"}) {
    EXPECT_THROW(bodies.open(id), base::SystemFault) << id;
    EXPECT_THROW(bodies.remove(id), base::SystemFault) << id;
  }
}

TEST_F(SpoolTest, CountsTheBytesOfEachClient) {
  const Spool bodies(folder_, open_seal(), {100, 0});
  EXPECT_EQ(bodies.room("a", 100), SpoolRoom::free);
  EXPECT_EQ(bodies.room("a", 101), SpoolRoom::client_full);
  std::string kept;
  {
    auto writer = bodies.create(base::system_clock().now(), "a");
    writer.write(std::string(60, 'x'));
    EXPECT_EQ(bodies.room("a", 40), SpoolRoom::free);
    EXPECT_EQ(bodies.room("a", 41), SpoolRoom::client_full);
    EXPECT_EQ(bodies.room("b", 100), SpoolRoom::free);
    writer.commit();
    kept = writer.id();
  }
  EXPECT_EQ(bodies.room("a", 41), SpoolRoom::client_full) << "committed: it waits";
  bodies.remove(kept);
  EXPECT_EQ(bodies.room("a", 100), SpoolRoom::free);
  { bodies.create(base::system_clock().now(), "a").write(std::string(60, 'x')); }
  EXPECT_EQ(bodies.room("a", 100), SpoolRoom::free) << "abandoned: no file remains";
}

TEST_F(SpoolTest, CountsBodiesOfAnEarlierRun) {
  std::string kept;
  {
    const Spool before(folder_, open_seal());
    auto writer = before.create(base::system_clock().now(), "a");
    writer.write(std::string(60, 'x'));
    writer.commit();
    kept = writer.id();
  }
  const Spool bodies(folder_, open_seal(), {100, 0});
  EXPECT_EQ(bodies.room("a", 100), SpoolRoom::free);
  bodies.adopt(kept, "a");
  EXPECT_EQ(bodies.room("a", 100), SpoolRoom::client_full);
}

TEST_F(SpoolTest, KeepsTheReserveOfTheDiskFree) {
  EXPECT_EQ(Spool(folder_, open_seal(), {100, ~std::uint64_t{0}}).room("a", 1), SpoolRoom::disk_full);
  EXPECT_EQ(Spool(folder_, open_seal(), {100, 0}).room("a", 1), SpoolRoom::free);
}

}  // namespace
}  // namespace raccordo::intake
