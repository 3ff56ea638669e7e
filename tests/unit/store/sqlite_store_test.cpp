// Specific to the SQLite store: a full disk, two programs on one file, threads, a full queue, and that no
// statement reads more as the history grows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "store/open/open_store.hpp"
#include "store_samples.hpp"
#include "table_samples.hpp"

namespace raccordo::store {
namespace {

TEST(SqliteStore, FullDiskFailsOnlyTheWrite) {
  const ScratchFolder folder;
  std::uint64_t stored = 0;
  {
    const auto store = open_store({folder.file(), 4096, 4, 150});
    const auto fill = [&] {
      for (int i = 0; i < 1000; ++i) {
        std::vector<PreparedRecord> pair{accepted("A" + std::to_string(i), 1, "a"),
                                         accepted("B" + std::to_string(i), 1, "b")};
        pair[1].body.assign(20'000, 'x');
        apply_now(*store, submission_row("S" + std::to_string(i), i), pair);
        stored += 2;
      }
    };
    EXPECT_THROW(fill(), base::SystemFault);
    EXPECT_EQ(store->snapshot().cases.size(), stored);
    EXPECT_FALSE(store->submission("S" + std::to_string(stored / 2)));
  }
  EXPECT_GT(stored, 0u);
  const auto store = open_store({folder.file()});
  apply_now(*store, submission_row("later", 1), {accepted("later", 1, "l", "someone new")});
  EXPECT_EQ(store->snapshot().cases.size(), stored + 1);
}

/// While it exists, no file can grow, as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(const std::filesystem::path& largest) : ignored_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit now{std::filesystem::file_size(largest), before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &now);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, ignored_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*ignored_)(int);
};

TEST(SqliteStore, KeyIsReleasedOnceTheFullDiskHasRoom) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  const auto reserve = [&] {
    return await<std::optional<IdempotencyRow>>(
        [&](auto done) { store->reserve_key("c", "s", "K", digest_of("b"), at(1), done); });
  };
  EXPECT_FALSE(reserve());
  {
    const FullDisk full(folder.file() + "-wal");
    store->release_key("c", "s", "K");
    store->flush();
    EXPECT_THROW(reserve(), base::SystemFault);
  }
  EXPECT_FALSE(reserve());
  EXPECT_TRUE(reserve());
}

TEST(SqliteStore, TwoProgramsWriteOneFileAndSeeEachOther) {
  const ScratchFolder folder;
  const auto serve = open_store({folder.file()});
  const auto command = open_store({folder.file()});
  for (int i = 0; i < 20; ++i) {
    auto& store = i % 2 == 0 ? *serve : *command;
    auto record = accepted("R" + std::to_string(i), 1, "c");
    record.facts.channel = "channel-" + std::to_string(i / 4);
    apply_now(store, submission_row("S" + std::to_string(i), i), {record});
  }
  for (auto* const store : {serve.get(), command.get()}) {
    const auto set = store->snapshot();
    ASSERT_EQ(set.cases.size(), 20u);
    for (std::size_t i = 0; i < 20; ++i) {
      EXPECT_EQ(set.codes.text(set.cases[i].channel), "channel-" + std::to_string(i / 4));
    }
  }
}

TEST(SqliteStore, FullQueueRefuses) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file(), 1});
  std::promise<void> go, busy;
  const auto wait = go.get_future().share();
  store->put_submission(submission_row("S1", 1), {}, [&busy, wait](const std::exception_ptr&, bool) {
    busy.set_value();
    wait.wait();
  });
  busy.get_future().wait();
  store->put_submission(submission_row("S2", 1), {}, {});
  EXPECT_THROW(store->put_submission(submission_row("S3", 1), {}, {}), QueueFull);
  EXPECT_NO_THROW(store->release_key("c", "s", "k"));
  go.set_value();
  store->flush();
  EXPECT_TRUE(store->submission("S2"));
  EXPECT_FALSE(store->submission("S3"));
}

TEST(SqliteStore, SameRecordFromManyThreadsEndsAtItsNewestVersion) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 25; ++i) {
        const int version = i * 8 + thread;
        const auto name = std::to_string(version);
        apply_now(*store, submission_row("S" + name, version), {accepted("A", version, "c" + name)});
        EXPECT_EQ(store->snapshot().cases.size(), 1u);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(store->record("isola-bergamasca", "A")->version, at(199));
  EXPECT_EQ(store->source_counts().at(0).accepted, 1u);
  EXPECT_EQ(store->submissions("isola", 1000, "").items.size(), 200u);
}

TEST(SqliteStore, SnapshotShowsWholeSubmissionsOnly) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  std::thread writer([&] {
    for (int i = 0; i < 50; ++i) {
      const auto name = std::to_string(i);
      apply_now(*store, submission_row("S" + name, i),
                {accepted("A" + name, 1, "a", "a" + name), accepted("B" + name, 1, "b", "b" + name)});
    }
  });
  std::size_t seen = 0;
  while (seen < 100) {
    seen = store->snapshot().cases.size();
    EXPECT_EQ(seen % 2, 0u);
    if (seen % 2 != 0) break;
  }
  writer.join();
}

/// Watches every connection of this process for statements that scan a whole table.
class ScanWatch {
 public:
  ScanWatch() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&ScanWatch::attach)); }
  ~ScanWatch() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&ScanWatch::attach)); }
  ScanWatch(const ScanWatch&) = delete;
  ScanWatch& operator=(const ScanWatch&) = delete;
  static std::set<std::string> found() {
    const std::lock_guard lock(mutex_);
    return scans_;
  }

 private:
  static int attach(sqlite3* db, const char**, const struct sqlite3_api_routines*) {
    return sqlite3_trace_v2(db, SQLITE_TRACE_PROFILE, &ScanWatch::note, nullptr);
  }
  static int note(unsigned, void*, void* statement, void*) {
    auto* const done = static_cast<sqlite3_stmt*>(statement);
    if (sqlite3_stmt_status(done, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1) > 0 ||
        sqlite3_stmt_status(done, SQLITE_STMTSTATUS_AUTOINDEX, 1) > 0) {
      const std::lock_guard lock(mutex_);
      scans_.insert(sqlite3_sql(done));
    }
    return 0;
  }
  static inline std::mutex mutex_;
  static inline std::set<std::string> scans_;
};

void use_tables(CaseStore& store, const std::string& table) {
  put_in_force(store, table);
  put_draft(store, draft_of(table, "a", "anna"));
  put_draft(store, draft_of(table, "b", "anna"));
  for (const auto action : {TableAction::submit, TableAction::approve, TableAction::activate}) {
    take(store, step_of(table, 2, action, "bruno"));
  }
  store.tables().history("bergamo", table);
  store.tables().version("bergamo", table, 2);
  store.tables().newest("bergamo", table);
  store.tables().former_content("bergamo", table, {2, 1});
}

/// Calls every member, on a store with some history.
void use_everything(CaseStore& store) {
  for (int i = 0; i < 20; ++i) {
    const auto name = std::to_string(i);
    auto closed = accepted("C" + name, 1, "c", "c" + name);
    closed.facts.closed = base::Date{2010, 1, 1};
    apply_now(store, submission_row("S" + name, i),
              {accepted("A" + name, 1, "a", "a" + name), accepted("A" + name, 2, "b", "b" + name),
               accepted("A" + name, 1, "old"), waiting("B" + name, 1, "w"), rejected("D" + name, 1), closed});
    make_release(store, name, std::to_string(2000 + i), i);
    use_tables(store, name);
    await<std::optional<IdempotencyRow>>(
        [&](auto done) { store.reserve_key("c", "s", "K" + name, digest_of("b"), at(i), done); });
    store.release_key("c", "s", "K" + name);
    auto spooled = submission_row("T" + name, i);
    spooled.spool = "T.sealed";
    await<bool>([&](auto done) { store.put_submission(spooled, "K", done); });
  }
  store.submission("S1");
  store.submissions("isola", 5, "");
  store.submissions("", 5, "");
  store.issues("S1", 5, "");
  store.unfinished();
  store.record("isola-bergamasca", "A1");
  store.records("isola-bergamasca", at(3), 5, "");
  const auto page = store.quarantine({"isola-bergamasca"}, 5, "");
  store.quarantine({}, 5, "");
  store.quarantined(page.items.at(0).id);
  store.release("1");
  store.release_of_period("2017");
  store.ledger().evidence("1");
  await<AuditHead>([&](auto done) { store.audit().append(act("a.b"), done); });
  store.audit().list({"", "isola-bergamasca/A", "a.", {}, {}}, 5, "");
  store.audit().list({"", "", "", {}, {}}, 5, "9");
  store.audit().head();
  store.held().record("isola-bergamasca", "B1");
  store.held().of_person({digest_of("p1")}, 5, "");
  store.held().unnamed(0, 5);
  await<SubjectErasure>([&](auto done) { store.held().erase_person({digest_of("p1")}, act("e"), done); });
  store.figures().traffic(at(3), at(2));
  await<bool>([&](auto done) { store.recover(done); });
  await<std::uint64_t>([&](auto done) { store.fail_abandoned(at(3), done); });
  store.ledger().abandoned(at(3));
  await<std::optional<LeaseRow>>([&](auto done) { store.leases().take("housekeeping", at(3), done); });
  await<bool>([&](auto done) { store.leases().renew(at(3), done); });
  store.leases().give_back("housekeeping");
  erase_now(store, "A1");
  await<std::uint64_t>([&](auto done) {
    store.apply_retention({at(9), at(9), at(9), {2011, 1, 1}}, event_of("retention.apply", "records"), done);
  });
}

TEST(SqliteStore, OnlyListedStatementsScanATable) {
  const ScratchFolder folder;
  open_store({folder.file()});  // migrations may scan what they change
  const ScanWatch watch;
  const auto store = open_store({folder.file()});
  store->use_record_key(base::Hmac("key"));
  use_everything(*store);
  // These read indexes that hold only open submissions and running releases, a table with a row for each kind
  // of work, and the names of the tables.
  EXPECT_THAT(ScanWatch::found(),
              testing::Each(testing::AnyOf(
                  testing::HasSubstr("spool <> ''"), testing::HasSubstr("retention_untold"),
                  testing::HasSubstr("state = 'RUNNING'"), testing::HasSubstr("FROM sqlite_schema"))));
  // The watch itself detects a scan.
  store->snapshot();
  EXPECT_THAT(ScanWatch::found(), testing::Contains(testing::HasSubstr("FROM facts")));
}

}  // namespace
}  // namespace raccordo::store
