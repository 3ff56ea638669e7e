// Upkeep of the store: a bounded log, counted writes, a full disk reported as such, and its times.
#include "store/interface/store_care.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "base/storage_full.hpp"
#include "store/open/open_store.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/wal.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

constexpr std::uint64_t kBound = 256 * 1024;

class StoreCareTest : public testing::Test {
 protected:
  StoreCareTest() {
    StoreOptions options{folder_.file()};
    options.wal_bound = kBound;
    store_ = open_store(options);
  }
  void write_much(int first = 0) {
    for (int i = first; i < first + 60; ++i) {
      auto record = accepted("A" + std::to_string(i), 1, "a");
      record.body.assign(20'000, 'x');
      apply_now(*store_, submission_row("S" + std::to_string(i), i), {record});
    }
  }
  void probe(base::Instant now) { store_->care().probe(now); }
  std::uint64_t log() { return store_->care().log_bytes(); }

  ScratchFolder folder_;
  std::unique_ptr<CaseStore> store_;
};

TEST_F(StoreCareTest, LogStaysBelowItsLimitWithoutReaders) {
  write_much();
  EXPECT_LT(log(), kBound + 100'000);
}

TEST_F(StoreCareTest, LogIsTruncatedOnceALongReaderHasFinished) {
  {
    Connection reader(folder_.file(), OpenMode::read_only);
    reader.run("BEGIN");
    auto query = reader.query("SELECT count(*) FROM records");
    query.step();
    write_much();
    EXPECT_GT(log(), 2 * kBound);
  }
  write_much(100);
  EXPECT_LT(log(), kBound + 100'000);
}

TEST_F(StoreCareTest, LongReaderIsEndedOnceTheLogExceedsItsLimit) {
  SqliteReaders readers(folder_.file(), 1, nullptr, {folder_.file(), kBound, std::chrono::seconds(0), {}});
  const auto read_long = [&](SqliteReaders::Lease& lease) {
    auto query = lease->query(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
        " SELECT count(*) FROM n, (SELECT count(*) FROM records)");
    query.step();
  };
  auto lease = std::make_unique<SqliteReaders::Lease>(readers);
  EXPECT_NO_THROW(read_long(*lease)) << "the log is short";
  write_much();
  ASSERT_GT(log(), kBound);
  EXPECT_THROW(read_long(*lease), base::SystemFault);
  lease.reset();
  write_much(100);
  EXPECT_LT(log(), kBound + 100'000);
  lease = std::make_unique<SqliteReaders::Lease>(readers);
  EXPECT_NO_THROW(read_long(*lease)) << "the connection is as good as new";
}

/// While it exists, no file of this process can grow, as on a full disk.
class FullDisk {
 public:
  FullDisk() {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit none = before_;
    none.rlim_cur = 1;
    ::setrlimit(RLIMIT_FSIZE, &none);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

TEST_F(StoreCareTest, FullDiskIsReportedAndWritesResumeOnceThereIsRoom) {
  {
    const FullDisk full;
    EXPECT_THROW(probe(at(5)), base::StorageFull);
    EXPECT_THROW(apply_now(*store_, submission_row("S1", 1), {accepted("A", 1, "a")}), base::StorageFull);
    EXPECT_TRUE(store_->care().writes().storage_full);
  }
  EXPECT_NO_THROW(probe(at(7)));
  EXPECT_FALSE(store_->care().writes().storage_full);
}

}  // namespace
}  // namespace raccordo::store
