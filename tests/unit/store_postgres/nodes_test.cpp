// Several nodes on one database: whose work is whose, by the time of the database.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/interface/store_claim.hpp"
#include "store/open/sole_use.hpp"
#include "unit/store_postgres/database.hpp"

namespace raccordo::store {
namespace {

constexpr std::int64_t kTenMinutes = std::int64_t{600} * 1'000'000;

class PostgresNodes : public testing::Test {
 protected:
  PostgresNodes() { beat(); }
  static StorePlace place_of(const PostgresFactory& factory) {
    auto place = factory.place();
    place.node = "first";
    return place;
  }
  CaseStore& store() { return *store_; }
  void beat(std::int64_t generation = 1) {
    await<bool>([&](auto done) { store().nodes().beat("1.2", generation, done); });
  }
  static void sql(const std::string& text) { server().sql("raccordo", text.c_str()); }
  static std::string count(const char* question) {
    PgSession session(server().conninfo(), PgSession::Use::reading, "test");
    auto rows = session.execute(question);
    return rows.next() ? std::string(rows.text(0)) : "";
  }
  /// Another node of that name and process, which reported so many seconds before it counts as gone.
  static void enter(const std::string& name, const std::string& owner, int seconds) {
    sql("INSERT INTO nodes VALUES ('" + name + "', '" + owner +
        "', '1.2', 1, 0, 0, CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint) + " +
        std::to_string(seconds) + " * 1000000)");
  }
  std::optional<IdempotencyRow> reserve(base::Instant now = at(1)) {
    return await<std::optional<IdempotencyRow>>([&](auto done) {
      store().reserve_key("isola", "isola-bergamasca", "K", digest_of("body"), now, done);
    });
  }
  std::optional<LeaseRow> take(const std::string& name, base::Instant now) {
    return await<std::optional<LeaseRow>>([&](auto done) { store().leases().take(name, now, done); });
  }
  void receive_body(const std::string& id) {
    ChunkPiece piece{id, "isola", 0, {"sealed"}, ChunkPiece::End::complete};
    await<bool>([&](auto done) { store().chunks().put(piece, done); });
    acknowledge(id);
  }
  void acknowledge(const std::string& id) {
    auto row = submission_row(id, 1);
    row.state = model::SubmissionState::received;
    row.spool = id;
    await<bool>([&](auto done) { store().put_submission(row, {}, done); });
  }
  bool begin(const std::string& id) {
    const BodyNote note{id, model::SubmissionState::processing, 1, "", {}, {}};
    return await<bool>([&](auto done) { store().note_body(note, done); });
  }
  ApplyRequest piece_of(const std::string& id) {
    ApplyRequest request;
    request.submission = *store().submission(id);
    request.records = {accepted("A", 1, "a")};
    request.first = request.last = false;
    return request;
  }

  PostgresFactory factory_;
  std::unique_ptr<CaseStore> store_ = open_store({place_of(factory_)});
};

TEST_F(PostgresNodes, ANodeIsLiveUntilItLeavesOrIsSilent) {
  EXPECT_TRUE(store().nodes().are_several());
  enter("second", owner_elsewhere(), 20);
  enter("third", owner_elsewhere(), -1);
  auto rows = store().nodes().list();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].name, "first");
  EXPECT_EQ(rows[0].owner, this_process());
  EXPECT_EQ(rows[0].program, "1.2");
  EXPECT_EQ(rows[0].generation, 1);
  EXPECT_TRUE(rows[0].is_live);
  EXPECT_TRUE(rows[1].is_live);
  EXPECT_FALSE(rows[2].is_live);
  await<bool>([&](auto done) { store().nodes().leave(done); });
  EXPECT_FALSE(store().nodes().list()[0].is_live);
  beat(7);
  EXPECT_TRUE(store().nodes().list()[0].is_live);
  EXPECT_EQ(store().nodes().list()[0].generation, 7);
}

TEST_F(PostgresNodes, ALiveNodeIsNotForgotten) {
  enter("second", owner_elsewhere(), 20);
  const auto forget = [&](const std::string& name) {
    return await<NodeForgotten>(
        [&](auto done) { store().nodes().forget(name, event_of("node.forget", name), done); });
  };
  EXPECT_EQ(forget("second"), NodeForgotten::live);
  EXPECT_EQ(forget("nobody"), NodeForgotten::unknown);
  sql("UPDATE nodes SET until = 0 WHERE name = 'second'");
  EXPECT_EQ(forget("second"), NodeForgotten::done);
  EXPECT_EQ(store().nodes().list().size(), 1U);
}

TEST_F(PostgresNodes, LeasesFollowTheClockOfTheDatabase) {
  const auto now = base::system_clock().now();
  EXPECT_FALSE(take("housekeeping", {now.micros - kTenMinutes}));
  factory_.leave_behind(owner_elsewhere());
  EXPECT_TRUE(take("housekeeping", {now.micros + kTenMinutes})) << "this node's clock is ahead";
  sql("UPDATE leases SET until = 1");
  EXPECT_FALSE(take("housekeeping", {now.micros - kTenMinutes})) << "this node's clock is behind";
}

TEST_F(PostgresNodes, ALeaseOfAFrozenProcessOfThisMachineEnds) {
  take("housekeeping", {});
  const auto frozen = ::fork();
  if (frozen == 0) ::pause();
  const auto host = this_process().substr(0, this_process().find('/'));
  factory_.leave_behind(host + "///" + std::to_string(frozen) + "/");
  EXPECT_TRUE(take("housekeeping", {}));
  sql("UPDATE leases SET until = 1");
  EXPECT_FALSE(take("housekeeping", {}));
  ::kill(frozen, SIGKILL);
  ::waitpid(frozen, nullptr, 0);
}

TEST_F(PostgresNodes, AReservedKeyOfANodeThatIsGoneIsFree) {
  EXPECT_FALSE(reserve());
  sql("UPDATE idempotency_keys SET owner = '" + owner_elsewhere() + "'");
  enter("second", owner_elsewhere(), 20);
  EXPECT_TRUE(reserve()) << "the other node works on it";
  sql("UPDATE nodes SET until = 1 WHERE name = 'second'");
  EXPECT_FALSE(reserve());
}

TEST_F(PostgresNodes, AKeyThatCouldNotBeGivenBackIsFreeWithTheNextReport) {
  const auto* reserved = "SELECT count(*) FROM idempotency_keys WHERE submission = ''";
  EXPECT_FALSE(reserve());
  sql("ALTER TABLE idempotency_keys RENAME TO away");
  store().release_key("isola", "isola-bergamasca", "K");
  store().flush();
  sql("ALTER TABLE away RENAME TO idempotency_keys");
  EXPECT_EQ(count(reserved), "1") << "another node would be told that the request still runs";
  beat();
  EXPECT_EQ(count(reserved), "0");
  EXPECT_FALSE(reserve());
  beat();
  EXPECT_EQ(count(reserved), "1") << "a request that runs keeps its key";
}

TEST_F(PostgresNodes, ANodeThatLostItsKeyStoresNothingUnderIt) {
  EXPECT_FALSE(reserve());
  sql("UPDATE idempotency_keys SET owner = '" + owner_elsewhere() + "'");
  ApplyRequest request;
  request.submission = submission_row("S1", 1);
  request.records = {accepted("A", 1, "a")};
  request.idempotency_key = "K";
  EXPECT_THROW(apply_now(store(), request), base::SystemFault);
  EXPECT_FALSE(store().submission("S1"));
  EXPECT_FALSE(store().record("isola-bergamasca", "A", {}));
  store().release_key("isola", "isola-bergamasca", "K");
  store().flush();
  EXPECT_EQ(count("SELECT count(*) FROM idempotency_keys"), "1") << "it is the other node's";
}

TEST_F(PostgresNodes, ABodyIsWorkedOnByOneNodeAndFollowsItsLease) {
  receive_body("S1");
  EXPECT_TRUE(begin("S1"));
  apply_now(store(), piece_of("S1"));
  factory_.leave_behind(owner_elsewhere());
  EXPECT_FALSE(begin("S1")) << "another node works on it";
  EXPECT_THROW(apply_now(store(), piece_of("S1")), base::SystemFault);
  sql("UPDATE leases SET until = 1");
  EXPECT_TRUE(begin("S1"));
  apply_now(store(), piece_of("S1"));
  auto last = piece_of("S1");
  last.last = true;
  last.submission.state = model::SubmissionState::completed;
  apply_now(store(), last);
  EXPECT_TRUE(store().leases().list().empty());
}

TEST_F(PostgresNodes, WorkOfANodeThatIsGoneIsGivenUpAndOfALiveOneIsNot) {
  ApplyRequest request;
  request.submission = submission_row("S1", 1);
  request.submission.state = model::SubmissionState::processing;
  request.last = false;
  apply_now(store(), request);
  reserve();
  sql("UPDATE idempotency_keys SET owner = '" + owner_elsewhere() + "'");
  factory_.leave_behind(owner_elsewhere());
  enter("second", owner_elsewhere(), 20);
  const auto recover = [&] { await<bool>([&](auto done) { store().recover(done); }); };
  recover();
  EXPECT_EQ(store().submission("S1")->state, model::SubmissionState::processing);
  EXPECT_TRUE(reserve());
  sql("UPDATE leases SET until = 1; UPDATE nodes SET until = 1 WHERE name = 'second'");
  recover();
  EXPECT_EQ(store().submission("S1")->state, model::SubmissionState::failed);
  EXPECT_EQ(count("SELECT count(*) FROM idempotency_keys"), "0");
}

TEST_F(PostgresNodes, ActsAreKeptUntilEveryJournalHasThem) {
  apply_now(store(), submission_row("S1", 1), {accepted("A", 1, "a")});
  erase_now(store(), "A");
  ASSERT_EQ(store().keepsakes().after(0, 10).size(), 1U);
  enter("second", owner_elsewhere(), -1);
  const auto drop = [&] { await<bool>([&](auto done) { store().keepsakes().drop(1, done); }); };
  drop();
  EXPECT_EQ(store().keepsakes().after(0, 10).size(), 1U) << "the second node has not written it";
  sql("UPDATE nodes SET journal = 1 WHERE name = 'second'");
  drop();
  EXPECT_TRUE(store().keepsakes().after(0, 10).empty());
  EXPECT_EQ(store().keepsakes().last(), 1);
}

TEST_F(PostgresNodes, OneNodeRunsTheReplays) {
  auto claim = store().replays().claim();
  ASSERT_TRUE(claim);
  EXPECT_TRUE(claim->is_held());
  factory_.leave_behind(owner_elsewhere());
  EXPECT_FALSE(store().replays().claim());
  sql("UPDATE leases SET until = 1");
  EXPECT_TRUE(store().replays().claim());
}

TEST_F(PostgresNodes, BodiesAreReadWhenCompleteAndStrayOnesAreRemoved) {
  auto& chunks = store().chunks();
  const auto put = [&](const std::string& body, std::int64_t first, ChunkPiece::End end) {
    await<bool>([&](auto done) { chunks.put({body, "isola", first, {"one", "two"}, end}, done); });
  };
  put("S1", 0, ChunkPiece::End::more);
  EXPECT_TRUE(chunks.read("S1", 0, 10).empty());
  put("S1", 2, ChunkPiece::End::complete);
  EXPECT_THAT(chunks.read("S1", 0, 3), testing::ElementsAre("one", "two", "one"));
  EXPECT_THAT(chunks.read("S1", 3, 3), testing::ElementsAre("two"));
  EXPECT_EQ(chunks.size("S1"), 12U);
  put("S1", 0, ChunkPiece::End::more);
  EXPECT_EQ(chunks.size("S1"), 6U) << "an attempt that was cut off begins again";
  put("S1", 2, ChunkPiece::End::complete);
  EXPECT_EQ(chunks.held().at("isola"), 12U);
  const auto remove_stray = [&] {
    return await<std::uint64_t>([&](auto done) { chunks.remove_stray(done); });
  };
  EXPECT_EQ(remove_stray(), 0U);
  receive_body("S1");
  sql("UPDATE spool_bodies SET owner = '" + owner_elsewhere() + "'");
  EXPECT_EQ(remove_stray(), 0U) << "its submission waits";
  put("S2", 0, ChunkPiece::End::more);
  sql("UPDATE spool_bodies SET owner = '" + owner_elsewhere() + "' WHERE id = 'S2'");
  EXPECT_EQ(remove_stray(), 1U);
  EXPECT_THROW(acknowledge("S2"), base::SystemFault) << "a body that is gone is not acknowledged";
  EXPECT_THROW(put("S2", 2, ChunkPiece::End::complete), base::SystemFault) << "it lacks its first chunks";
  await<bool>([&](auto done) { chunks.remove("S1", done); });
  EXPECT_EQ(chunks.size("S1"), 0U);
  EXPECT_EQ(count("SELECT count(*) FROM spool_chunks"), "0");
}

TEST_F(PostgresNodes, SoleUseIsRefusedWhileANodeRuns) {
  const auto file = factory_.folder.file();
  {
    const auto claim = StoreClaim::take(file, base::system_clock().now());
    StoreOptions options{place_of(factory_)};
    options.claim = claim->get();
    const auto node = open_store(options);
    EXPECT_FALSE(SoleUse::take(place_of(factory_)));
  }
  const auto alone = SoleUse::take(place_of(factory_));
  ASSERT_TRUE(alone);
  EXPECT_FALSE(SoleUse::take(place_of(factory_)));
  EXPECT_TRUE(SoleUse::take(factory_.place())) << "one gateway: nothing is locked";
}

}  // namespace
}  // namespace raccordo::store
