// What only the store in PostgreSQL does: claims, refusals, lost connections, texts that PostgreSQL does not
// take.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/unreachable.hpp"
#include "store/interface/store_claim.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"
#include "unit/store_postgres/database.hpp"

namespace raccordo::store {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

class PostgresStore : public testing::Test {
 protected:
  std::unique_ptr<CaseStore> open_as_gateway() {
    claim_.reset();
    auto claim = StoreClaim::take(factory_.place().file, base::system_clock().now());
    if (!claim) throw base::SystemFault(claim.error().message);
    claim_ = std::move(*claim);
    StoreOptions options{factory_.place()};
    options.claim = claim_.get();
    return open_store(options);
  }
  static void end_all_sessions() {
    server().sql("postgres",
                 "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'raccordo'");
  }

  PostgresFactory factory_;
  std::unique_ptr<StoreClaim> claim_;
};

TEST_F(PostgresStore, ASecondGatewayIsRefusedFromAnotherMachineToo) {
  PgSession other(server().conninfo(), PgSession::Use::writing, "raccordo process 17 on another-host");
  other.execute("SELECT pg_advisory_lock(1380139845)");
  EXPECT_THAT([&] { open_as_gateway(); },
              ThrowsMessage<base::SystemFault>(HasSubstr("raccordo process 17 on another-host")));
  EXPECT_NO_THROW(factory_.open()) << "verbs take no claim";
  other.execute("SELECT pg_advisory_unlock(1380139845)");
  EXPECT_NO_THROW(open_as_gateway());
}

TEST_F(PostgresStore, AGatewayEndsItsOwnFormerSession) {
  PgSession former(server().conninfo(), PgSession::Use::writing, "raccordo " + in_words(this_process()));
  former.execute("SELECT pg_advisory_lock(1380139845)");
  EXPECT_NO_THROW(open_as_gateway());
  EXPECT_THROW(former.execute("SELECT pg_advisory_unlock(1380139845)"), base::Unreachable);
}

TEST_F(PostgresStore, WorksAgainAfterItsSessionsWereEnded) {
  const auto store = open_as_gateway();
  apply_now(*store, submission_row("S1", 1), {accepted("A", 1, "a")});
  end_all_sessions();
  apply_now(*store, submission_row("S2", 2), {accepted("B", 1, "b")});
  EXPECT_TRUE(store->submission("S1"));
  EXPECT_TRUE(store->record("isola-bergamasca", "B"));
  end_all_sessions();
  EXPECT_EQ(store->replays().generation(), 0);
  EXPECT_NO_THROW(store->care().probe(at(9)));
}

TEST_F(PostgresStore, TellsThatTheServerIsAwayAndGoesOnWhenItIsBack) {
  const auto store = open_as_gateway();
  apply_now(*store, submission_row("S1", 1), {accepted("A", 1, "a")});
  server().stop();
  EXPECT_THROW(apply_now(*store, submission_row("S2", 2), {accepted("B", 1, "b")}), base::Unreachable);
  EXPECT_THROW(store->submission("S1"), base::Unreachable);
  EXPECT_THROW(store->care().probe(at(9)), base::Unreachable);
  server().start();
  EXPECT_TRUE(store->submission("S1"));
  EXPECT_FALSE(store->submission("S2"));
  apply_now(*store, submission_row("S2", 2), {accepted("B", 1, "b")});
  EXPECT_TRUE(store->record("isola-bergamasca", "B"));
}

TEST_F(PostgresStore, NothingRunsOutsideOfATransactionThatWasCut) {
  factory_.open();
  Connection db(factory_.place(), OpenMode::read_write);
  db.begin_writing();
  db.change("UPDATE counters SET value = 41 WHERE name = 'listed'");
  end_all_sessions();
  EXPECT_THROW(db.change("UPDATE counters SET value = 42 WHERE name = 'listed'"), base::Unreachable);
  EXPECT_FALSE(db.in_transaction());
  EXPECT_THROW(db.change("UPDATE counters SET value = 43 WHERE name = 'listed'"), base::Unreachable);
  EXPECT_THROW(db.commit(), base::Unreachable);
  db.begin_writing();
  {
    auto query = db.query("SELECT value FROM counters WHERE name = 'listed'");
    ASSERT_TRUE(query.step());
    EXPECT_EQ(query.integer(0), 0);
  }
  db.commit();
}

TEST_F(PostgresStore, ALostCommitIsNotToldAsStored) {
  factory_.open();
  Connection db(factory_.place(), OpenMode::read_write);
  db.begin_writing();
  db.change("UPDATE counters SET value = 41 WHERE name = 'listed'");
  end_all_sessions();
  EXPECT_THROW(db.commit(), base::OutcomeUnknown);
}

TEST_F(PostgresStore, ACommitOfAFailedTransactionIsAnError) {
  factory_.open();
  Connection db(factory_.place(), OpenMode::read_write);
  db.begin_writing();
  EXPECT_THROW(db.execute("SELECT 1 / 0"), base::SystemFault);
  EXPECT_THROW(db.commit(), base::SystemFault);
}

TEST_F(PostgresStore, WritersOfTwoProgramsTakeTurns) {
  factory_.open();
  Connection one(factory_.place(), OpenMode::read_write);
  Connection two(factory_.place(), OpenMode::read_write);
  one.begin_writing();
  two.execute("SET lock_timeout = '50ms'");
  EXPECT_THROW(two.begin_writing(), base::SystemFault);
  one.commit();
  EXPECT_NO_THROW(two.begin_writing());
  two.commit();
}

TEST_F(PostgresStore, KeepsZeroBytesInTexts) {
  const std::string id("A\0B", 3);
  const auto store = factory_.open();
  apply_now(*store, submission_row("S1", 1), {accepted(id, 1, "a")});
  const auto record = store->record("isola-bergamasca", id);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->record_id, id);
}

TEST_F(PostgresStore, AStoreOfANewerProgramIsRefused) {
  factory_.open();
  server().sql("raccordo", "UPDATE store_schema SET version = version + 90");
  EXPECT_THAT([&] { factory_.open(); }, ThrowsMessage<base::SystemFault>(HasSubstr("schema version 9")));
  server().sql("raccordo", "UPDATE store_schema SET version = version - 90");
}

TEST_F(PostgresStore, TablesOfAnotherProgramAreLeftAlone) {
  server().make_database("invoices");
  server().sql("invoices", "CREATE TABLE invoices (no integer)");
  const StorePlace place{factory_.folder.file(), server().conninfo("invoices")};
  EXPECT_THAT([&] { open_store({place}); }, ThrowsMessage<base::SystemFault>(HasSubstr("another program")));
  EXPECT_FALSE(store_exists(place));
}

TEST_F(PostgresStore, ARoleThatMayOnlyReadIsRefused) {
  factory_.open();
  server().sql("raccordo", "CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
  const StorePlace place{factory_.folder.file(), server().conninfo("raccordo", "reader")};
  EXPECT_THAT([&] { open_store({place}); }, ThrowsMessage<base::SystemFault>(HasSubstr("may not write")));
}

TEST_F(PostgresStore, AnotherStoreThanTheIdentitySaysIsRefused) {
  factory_.open();
  empty_the_store(factory_.place());
  EXPECT_THAT([&] { factory_.open(); }, ThrowsMessage<base::SystemFault>(HasSubstr("is another one than")));
  const auto wrong = identity_fault(factory_.place());
  ASSERT_TRUE(wrong);
  EXPECT_THAT(*wrong, HasSubstr("--accept-older-store"));
}

TEST_F(PostgresStore, TheLedgerOnlyGrows) {
  factory_.open();
  Connection db(factory_.place(), OpenMode::read_write);
  db.run(
      "INSERT INTO ledger (seq, release, period, revision_date, content, evidence, at, hash)"
      " VALUES (1, 'R', '2025', '', '', '', 0, x'')");
  EXPECT_THAT([&] { db.change("DELETE FROM ledger"); },
              ThrowsMessage<base::SystemFault>(HasSubstr("only grows")));
  EXPECT_THROW(db.change("UPDATE ledger SET period = ''"), base::SystemFault);
  EXPECT_THROW(db.execute("TRUNCATE ledger"), base::SystemFault);
}

TEST_F(PostgresStore, MessagesHoldNoPassword) {
  const StorePlace place{factory_.folder.file(), "host=/nowhere dbname=raccordo password=segretissimo"};
  EXPECT_THAT([&] { open_store({place}); },
              ThrowsMessage<base::Unreachable>(testing::AllOf(HasSubstr("no connection to PostgreSQL"),
                                                              testing::Not(HasSubstr("segretissimo")))));
}

}  // namespace
}  // namespace raccordo::store
