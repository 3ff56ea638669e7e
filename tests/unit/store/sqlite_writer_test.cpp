// The writer: groups, limits, and what a failure rolls back.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "store/sqlite/writer.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

class SqliteWriterTest : public testing::Test {
 protected:
  SqliteWriterTest() : connection_(folder_.file(), OpenMode::read_write) {
    connection_.execute("PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER PRIMARY KEY)");
  }
  static SqliteWriter::Job insert(std::int64_t n, std::function<void(std::exception_ptr)> done = {}) {
    return {[n](Connection& db) { db.run("INSERT INTO t VALUES (?1)", n); }, std::move(done)};
  }
  std::int64_t rows() {
    Connection reader(folder_.file(), OpenMode::read_only);
    auto query = reader.query("SELECT count(*) FROM t");
    query.step();
    return query.integer(0);
  }
  /// Keeps the writer's thread busy until `go` is set, so that the queue becomes full.
  static SqliteWriter::Job wait_for(std::shared_future<void> go, std::promise<void>& started) {
    return {[go, &started](Connection&) {
              started.set_value();
              go.wait();
            },
            {}};
  }

  ScratchFolder folder_;
  Connection connection_;
  int undone_ = 0;
};

TEST_F(SqliteWriterTest, FailingJobIsRolledBackAlone) {
  std::vector<bool> failures;
  {
    SqliteWriter writer(connection_, 10, {[this] { ++undone_; }, {}, {}});
    const auto note = [&](const std::exception_ptr& failed) { failures.push_back(failed != nullptr); };
    writer.post(insert(1, note));
    writer.post({[](Connection& db) {
                   db.run("INSERT INTO t VALUES (?1)", std::int64_t{2});
                   throw base::SystemFault("no");
                 },
                 note});
    writer.post(insert(3, note));
  }
  EXPECT_EQ(failures, (std::vector<bool>{false, true, false}));
  EXPECT_EQ(rows(), 2);
  EXPECT_GE(undone_, 1);
}

TEST_F(SqliteWriterTest, SumsOfATransactionCountEachStoredJobOnce) {
  std::int64_t sum = 0;  // what jobs leave to be written before the commit; the writer's thread alone
  std::promise<void> go, started;
  SqliteWriter writer(connection_, 10,
                      {{},
                       [&](Connection& db) { db.run("INSERT INTO t VALUES (?1)", std::exchange(sum, 0)); },
                       {},
                       [&] { sum = 0; }});
  writer.post(wait_for(go.get_future().share(), started));
  started.get_future().wait();
  writer.post({[&](Connection&) { sum += 10; }, {}});
  writer.post({[](Connection&) { throw base::SystemFault("no"); }, {}});
  writer.post({[&](Connection&) { sum += 7; }, {}});
  go.set_value();
  writer.flush();
  auto query = connection_.query("SELECT max(n) FROM t");
  ASSERT_TRUE(query.step());
  EXPECT_EQ(query.integer(0), 17) << "the group ran twice: together, then each job apart";
}

TEST_F(SqliteWriterTest, QueueRefusesBeyondItsBoundExceptUnboundedJobs) {
  std::promise<void> go, started;
  SqliteWriter writer(connection_, 2, {});
  writer.post(wait_for(go.get_future().share(), started));
  started.get_future().wait();
  writer.post(insert(1));
  writer.post(insert(2));
  EXPECT_THROW(writer.post(insert(3)), QueueFull);
  writer.post(insert(4), Admission::always);
  go.set_value();
  writer.flush();
  EXPECT_EQ(rows(), 3);
}

TEST_F(SqliteWriterTest, PromptJobsRunBeforeBulkJobsWithoutStarvation) {
  std::promise<void> go, started;
  std::string order;  // written by the writer's thread alone
  const auto note = [&](char who) { return [&order, who](const std::exception_ptr&) { order += who; }; };
  {
    SqliteWriter writer(connection_, 1000, {});
    writer.post(wait_for(go.get_future().share(), started));
    started.get_future().wait();
    std::int64_t n = 0;
    for (int i = 0; i < 4; ++i) {
      auto piece = insert(++n, note('b'));
      piece.weight = 300;
      piece.urgency = Urgency::bulk;
      writer.post(std::move(piece));
    }
    for (int i = 0; i < 600; ++i) writer.post(insert(++n, note('p')));
    go.set_value();
    writer.flush();
  }
  EXPECT_EQ(order, std::string(512, 'p') + "b" + std::string(88, 'p') + "bbb")
      << "a full group of prompt jobs still takes one piece; then the rest, one piece a group";
  EXPECT_EQ(rows(), 604);
}

TEST_F(SqliteWriterTest, APromptJobEndsAGroupOfBulkJobs) {
  std::promise<void> go, started;
  std::vector<std::int64_t> seen;  // rows that are durable when a job is done, by the writer's thread alone
  const auto note = [&](const std::exception_ptr&) { seen.push_back(rows()); };
  SqliteWriter writer(connection_, 100, {});
  auto first = wait_for(go.get_future().share(), started);
  first.urgency = Urgency::bulk;
  const auto bulk = [&](std::int64_t n) {
    auto job = insert(n, note);
    job.urgency = Urgency::bulk;
    return job;
  };
  // The writer may take the first job alone; the ones it takes next are a group.
  auto second = bulk(1);
  second.run = [&, inner = second.run](Connection& db) {
    inner(db);
    writer.post(insert(100, note));
  };
  writer.post(std::move(first));
  started.get_future().wait();
  writer.post(std::move(second));
  for (std::int64_t n = 2; n <= 5; ++n) writer.post(bulk(n));
  go.set_value();
  writer.flush();
  EXPECT_EQ(seen.front(), 1) << "the job before the prompt one is committed without those after it";
  EXPECT_EQ(seen[1], 3) << "the prompt one, with one bulk job";
  EXPECT_EQ(seen.size(), 6U);
  EXPECT_EQ(rows(), 6);
}

TEST_F(SqliteWriterTest, EachUrgencyHasItsOwnLimit) {
  std::promise<void> go, started;
  SqliteWriter writer(connection_, 1, {});
  writer.post(wait_for(go.get_future().share(), started));
  started.get_future().wait();
  const auto bulk = [](std::int64_t n) {
    auto job = insert(n);
    job.urgency = Urgency::bulk;
    return job;
  };
  writer.post(bulk(1));
  EXPECT_THROW(writer.post(bulk(2)), QueueFull);
  writer.post(insert(3));
  EXPECT_THROW(writer.post(insert(4)), QueueFull);
  go.set_value();
  writer.flush();
  EXPECT_EQ(rows(), 2);
}

TEST_F(SqliteWriterTest, CallbackRunsAfterTheCommitIsVisible) {
  std::promise<std::int64_t> seen;
  SqliteWriter writer(connection_, 2, {});
  writer.post(insert(1, [&](const std::exception_ptr&) { seen.set_value(rows()); }));
  EXPECT_EQ(seen.get_future().get(), 1);
}

TEST_F(SqliteWriterTest, FailingCommitFailsEveryJobOfItsGroup) {
  connection_.execute(
      "PRAGMA foreign_keys = ON; CREATE TABLE child (n REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)");
  std::promise<void> go, started;
  int failures = 0;
  const auto note = [&](const std::exception_ptr& failed) { failures += failed ? 1 : 0; };
  SqliteWriter writer(connection_, 10, {[this] { ++undone_; }, {}, {}});
  writer.post(wait_for(go.get_future().share(), started));
  started.get_future().wait();
  writer.post(insert(1, note));
  writer.post({[](Connection& db) { db.run("INSERT INTO child VALUES (99)"); }, note});
  go.set_value();
  writer.flush();
  EXPECT_EQ(failures, 2);
  EXPECT_EQ(rows(), 0);
  EXPECT_EQ(undone_, 1);
  writer.post(insert(2, note));
  writer.flush();
  EXPECT_EQ(rows(), 1);
}

TEST_F(SqliteWriterTest, ThrowingCallbackDoesNotAffectOtherJobs) {
  SqliteWriter writer(connection_, 10, {});
  writer.post(insert(1, [](const std::exception_ptr&) { throw base::SystemFault("reason without data"); }));
  writer.post(insert(2));
  writer.flush();
  EXPECT_EQ(rows(), 2);
}

TEST_F(SqliteWriterTest, JobsOfManyClientsAreAllDone) {
  constexpr int clients = 12, jobs = 40;
  SqliteWriter writer(connection_, 100, {});
  std::atomic<int> done{0};
  std::vector<std::thread> threads;
  for (int client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      for (int i = 0; i < jobs; ++i) {
        std::promise<void> stored;
        writer.post(insert(client * jobs + i, [&](const std::exception_ptr& failed) {
          if (!failed) ++done;
          stored.set_value();
        }));
        stored.get_future().wait();
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(done, clients * jobs);
  EXPECT_EQ(rows(), clients * jobs);
  EXPECT_LT(writer.figures().commits, static_cast<std::uint64_t>(clients * jobs));
}

TEST_F(SqliteWriterTest, DestructorCompletesQueuedJobs) {
  {
    SqliteWriter writer(connection_, 2000, {});
    for (std::int64_t n = 0; n < 1500; ++n) writer.post(insert(n));
  }
  EXPECT_EQ(rows(), 1500);
}

}  // namespace
}  // namespace raccordo::store
