// A PostgreSQL that hangs, refuses, or is not whole: every wait ends, nothing counts as stored that may not
// be, and what is wrong is named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "base/unreachable.hpp"
#include "store/open/store_check.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/postgres_schema.hpp"
#include "unit/store_postgres/database.hpp"

namespace raccordo::store {
namespace {

using std::chrono::steady_clock;
using testing::HasSubstr;
using testing::ThrowsMessage;

class PostgresBadDay : public testing::Test {
 protected:
  StorePlace place(const std::string& database = "raccordo", const std::string& role = "raccordo") const {
    return {factory_.folder.file(), server().conninfo(database, role)};
  }
  /// The database has a fresh store with this damage.
  static void damage(const std::string& database, const char* damage) {
    Connection db({"unused", server().conninfo(database)}, OpenMode::read_write);
    db.execute("DROP SCHEMA public CASCADE");
    db.execute("CREATE SCHEMA public");
    migrate_postgres(db);
    db.execute(damage);
  }
  static std::string fault_of(const StorePlace& place) {
    try {
      return identity_fault(place).value_or("");
    } catch (const base::SystemFault& fault) {
      return fault.what();
    }
  }

  PostgresFactory factory_;
};

TEST_F(PostgresBadDay, AServerThatHangsIsLeftWithinSecondsAndUsedAgain) {
  const auto store = factory_.open();
  apply_now(*store, submission_row("S1", 1), {accepted("A", 1, "a")});
  EXPECT_TRUE(store->submission("S1"));
  server().freeze();
  const auto begun = steady_clock::now();
  std::exception_ptr of_read;
  std::thread reader([&] {
    try {
      store->submission("S1");
    } catch (...) {
      of_read = std::current_exception();
    }
  });
  EXPECT_THROW(apply_now(*store, submission_row("S2", 2), {accepted("B", 1, "b")}), base::Unreachable);
  reader.join();
  EXPECT_THROW(std::rethrow_exception(of_read), base::Unreachable);
  EXPECT_LT(steady_clock::now() - begun, std::chrono::seconds(25));
  const auto again = steady_clock::now();
  EXPECT_THROW(apply_now(*store, submission_row("S2", 2), {accepted("B", 1, "b")}), base::Unreachable);
  EXPECT_LT(steady_clock::now() - again, std::chrono::seconds(3)) << "one of them asked; it is known";
  server().thaw();
  while (steady_clock::now() - again < std::chrono::seconds(5)) std::this_thread::yield();
  EXPECT_FALSE(store->submission("S2"));
  apply_now(*store, submission_row("S2", 2), {accepted("B", 1, "b")});
  EXPECT_TRUE(store->record("isola-bergamasca", "B"));
}

TEST_F(PostgresBadDay, ACommitWhoseWaitForTheStandbyIsEndedIsNotToldAsStored) {
  const auto store = factory_.open();
  Connection db(place(), OpenMode::read_write);
  server().sql("raccordo", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
  server().sql("raccordo", "SELECT pg_reload_conf()");
  std::atomic<bool> is_done = false;
  std::thread operator_of_server([&] {
    PgSession session(server().conninfo(), PgSession::Use::reading, "operator");
    while (!is_done)
      session.execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
  });
  // The server applies its new settings after a while: until then commits wait for nobody.
  std::string told;
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (told.empty() && std::chrono::steady_clock::now() < end) {
    db.begin_writing();
    db.run("UPDATE counters SET value = 41 WHERE name = 'listed'");
    try {
      db.commit();
    } catch (const base::OutcomeUnknown& fault) {
      told = fault.what();
    }
  }
  is_done = true;
  operator_of_server.join();
  EXPECT_THAT(told, HasSubstr("standby"));
  server().sql("postgres", "ALTER SYSTEM RESET synchronous_standby_names");
  server().sql("postgres", "SELECT pg_reload_conf()");
  apply_now(*store, submission_row("S1", 1), {accepted("A", 1, "a")});
}

TEST_F(PostgresBadDay, ARevokedRightIsARefusalThatIsRemembered) {
  factory_.open();
  server().sql("raccordo",
               "DROP ROLE IF EXISTS revoked; CREATE ROLE revoked LOGIN;"
               "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO revoked;"
               "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO revoked");
  const auto store = open_store({place("raccordo", "revoked")});
  apply_now(*store, submission_row("S1", 1), {accepted("A", 1, "a")});
  EXPECT_FALSE(store->care().trouble());
  EXPECT_EQ(store->care().medium(), StoreMedium::server);
  EXPECT_NO_THROW(store->care().check_in_place());
  server().sql("raccordo", "REVOKE INSERT ON records FROM revoked; REVOKE SELECT ON audit FROM revoked");
  EXPECT_THROW(apply_now(*store, submission_row("S2", 2), {accepted("B", 1, "b")}), base::ServerRefuses);
  EXPECT_THROW(store->audit().head(), base::ServerRefuses);
  EXPECT_EQ(store->care().trouble(), StoreTrouble::refused);
  EXPECT_THAT([&] { store->care().check_in_place(); },
              ThrowsMessage<base::ServerRefuses>(HasSubstr("may not write audit")));
  server().sql("raccordo", "GRANT INSERT ON records TO revoked; GRANT SELECT ON audit TO revoked");
  apply_now(*store, submission_row("S2", 2), {accepted("B", 1, "b")});
  EXPECT_NO_THROW(store->care().check_in_place());
}

TEST_F(PostgresBadDay, ALockedTableFailsAGroupOnceAndNotEachOfItsJobs) {
  factory_.open();
  const auto store =
      open_store({{factory_.folder.file(), server().conninfo() + " options='-c lock_timeout=400ms'"}});
  PgSession other(server().conninfo(), PgSession::Use::writing, "operator");
  other.execute("BEGIN; LOCK TABLE records");
  const auto begun = steady_clock::now();
  std::vector<std::thread> posts;
  std::atomic<int> blocked{0};
  for (const char* name : {"S1", "S2", "S3", "S4", "S5", "S6"}) {
    posts.emplace_back([&, name] {
      try {
        apply_now(*store, submission_row(name, 1), {accepted(name, 1, name)});
      } catch (const base::Blocked&) {
        ++blocked;
      }
    });
  }
  for (auto& post : posts) post.join();
  EXPECT_EQ(blocked, 6);
  EXPECT_LT(steady_clock::now() - begun, std::chrono::milliseconds(2000)) << "at most two groups or three";
  EXPECT_EQ(store->care().trouble(), StoreTrouble::blocked);
  other.execute("ROLLBACK");
  apply_now(*store, submission_row("S7", 1), {accepted("A", 1, "a")});
}

TEST_F(PostgresBadDay, TheExpectedPartsAreThoseThatTheMigrationsMake) {
  factory_.open();
  PgShape expected;
  for (const auto& migration : postgres_schema()) apply_statements(migration.sql, expected);
  Connection db(place(), OpenMode::read_only);
  EXPECT_THAT(shape_in(db), testing::ContainerEq(expected));
  EXPECT_GT(expected.size(), 300u);
}

TEST_F(PostgresBadDay, WhatAPartialStoreLacksIsNamed) {
  const std::vector<std::pair<const char*, const char*>> damages{
      {"DROP TABLE keepsakes", "table keepsakes"},
      {"ALTER TABLE records DROP COLUMN listed_at", "column listed_at of records"},
      {"DROP INDEX records_id", "index records_id"},
      {"DROP TRIGGER ledger_keeps_rows ON ledger", "trigger ledger_keeps_rows of ledger"},
      {"ALTER TABLE ledger DISABLE TRIGGER ledger_keeps_all", "trigger ledger_keeps_all of ledger"},
      {"ALTER TABLE anonymous_facts DROP CONSTRAINT anonymous_facts_digest_key_owner_key",
       "unique key (digest, key_owner) of anonymous_facts"},
      {"ALTER TABLE records DROP CONSTRAINT records_pkey", "primary key (no) of records"},
      {"DROP VIEW exchange_rows", "view exchange_rows"},
      {"INSERT INTO store_schema VALUES (97)", "must have one row"}};
  server().make_database("damaged");
  for (const auto& [words, named] : damages) {
    damage("damaged", words);
    EXPECT_THAT(fault_of(place("damaged")), HasSubstr(named));
  }
  EXPECT_THAT([&] { open_store({place("damaged")}); },
              ThrowsMessage<base::ServerRefuses>(HasSubstr("must have one row")));
}

TEST_F(PostgresBadDay, StatementsThatChangeASchemaChangeTheExpectedParts) {
  PgShape shape;
  apply_statements(
      "CREATE TABLE a (no bigint PRIMARY KEY, b text DEFAULT ';)' CHECK (b <> ''), UNIQUE (no, b));\n"
      "-- CREATE TABLE c (no bigint);\n"
      "CREATE UNIQUE INDEX a_b ON a (b) WHERE b <> ''; CREATE FUNCTION f() RETURNS trigger AS $x$ ; DROP "
      "TABLE a; $x$;"
      "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION f();",
      shape);
  EXPECT_THAT(shape,
              testing::UnorderedElementsAre("table a", "column no of a", "column b of a",
                                            "primary key (no) of a", "unique key (no, b) of a", "check of a",
                                            "index a_b", "function f", "trigger t of a"));
  apply_statements(
      "ALTER TABLE a ADD COLUMN c bigint NOT NULL DEFAULT 0; ALTER TABLE a DROP COLUMN b; DROP INDEX a_b;",
      shape);
  EXPECT_TRUE(shape.contains("column c of a"));
  EXPECT_FALSE(shape.contains("column b of a") || shape.contains("index a_b"));
  apply_statements("DROP TRIGGER t ON a; DROP FUNCTION f; DROP TABLE a", shape);
  EXPECT_THAT(shape, testing::IsEmpty());
}

TEST_F(PostgresBadDay, AServerSetToReadOnlyIsRefusedByAllAlike) {
  server().make_database("sealed_off");
  open_store({place("sealed_off")});
  server().sql("postgres", "ALTER DATABASE sealed_off SET default_transaction_read_only = on");
  EXPECT_THAT(fault_of(place("sealed_off")), HasSubstr("read only"));
  EXPECT_THAT([&] { open_store({place("sealed_off")}); },
              ThrowsMessage<base::ServerRefuses>(HasSubstr("read only")));
}

TEST_F(PostgresBadDay, WhatAServerOrARoleShouldNotBeIsWarnedOf) {
  factory_.open();
  const auto warnings = store_warnings(place());
  EXPECT_THAT(warnings, testing::Contains(HasSubstr("superuser")));
  EXPECT_THAT(warnings, testing::Contains(HasSubstr("fsync = off")));
  EXPECT_THAT(warnings, testing::Contains(HasSubstr("full_page_writes = off")));
  EXPECT_THAT(warnings, testing::Not(testing::Contains(HasSubstr("owns the tables"))));
  server().sql("postgres", "CREATE ROLE owner_of_all LOGIN");
  server().sql("postgres", "CREATE DATABASE owned OWNER owner_of_all");
  const ScratchFolder folder;
  open_store({{folder.file(), server().conninfo("owned", "owner_of_all")}});
  EXPECT_THAT(store_warnings(place("owned", "owner_of_all")),
              testing::Contains(HasSubstr("owns the tables")));
  server().sql("owned",
               "ALTER TABLE records SET UNLOGGED; ALTER ROLE owner_of_all SET synchronous_commit = off");
  EXPECT_THAT(store_warnings(place("owned", "owner_of_all")),
              testing::AllOf(testing::Contains(HasSubstr("UNLOGGED")),
                             testing::Contains(HasSubstr("synchronous_commit"))));
  EXPECT_THAT(store_warnings({factory_.folder.file()}), testing::IsEmpty());
}

}  // namespace
}  // namespace raccordo::store
