// Mapping tables in the file: their audit entries, at most one active and one open version, and versions of
// older programs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "open_claimed.hpp"
#include "store/open/open_store.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/tables.hpp"
#include "table_samples.hpp"

namespace raccordo::store {
namespace {

std::vector<std::string> acts(const ScratchFolder& folder) {
  Connection db(folder.file(), OpenMode::read_only);
  auto query = db.query("SELECT action, actor, object, reason, details FROM audit ORDER BY seq");
  std::vector<std::string> lines;
  while (query.step()) {
    std::string line;
    for (int column = 0; column < 5; ++column) line += query.string(column) + " ";
    lines.push_back(line);
  }
  return lines;
}

TEST(SqliteTables, EveryChangeHasItsEntryInTheAuditChain) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  put_in_force(*store, "area");
  put_in_force(*store, "area");
  put_draft(*store, draft_of("area", "second", "anna"));
  put_draft(*store, draft_of("area", "second", "anna"));
  take(*store, step_of("area", 2, TableAction::submit, "anna"));
  take(*store, step_of("area", 2, TableAction::approve, "anna"));
  auto relaxed = step_of("area", 2, TableAction::approve, "anna");
  relaxed.two_person = TwoPersonRule::relaxed;
  take(*store, relaxed);
  take(*store, step_of("area", 2, TableAction::activate, "bruno"));
  EXPECT_THAT(
      acts(folder),
      testing::ElementsAre(
          R"(table.load raccordo mappings  {"bergamo/area":"d-first"} )",
          R"(table.edit anna bergamo/area  {"digest":"d-second","state":"DRAFT","version":"2"} )",
          R"(table.submit anna bergamo/area because {"digest":"d-second","state":"IN_REVIEW","version":"2"} )",
          R"(table.approve anna bergamo/area because {"digest":"d-second","state":"APPROVED",)"
          R"("two_person":"relaxed","version":"2"} )",
          R"(table.activate bruno bergamo/area because {"before":"1","digest":"d-second","state":"ACTIVE",)"
          R"("version":"2"} )"));
}

TEST(SqliteTables, AReasonForContentThatIsAlreadyOpenIsStored) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  put_in_force(*store, "area");
  put_draft(*store, draft_of("area", "second", "anna"));
  auto draft = draft_of("area", "second", "anna");
  draft.event.reason = "new codes of 2026";
  put_draft(*store, draft);
  put_draft(*store, draft);
  EXPECT_EQ(store->tables().newest("bergamo", "area")->reason, "new codes of 2026");
  const auto all = acts(folder);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all.back(), R"(table.edit anna bergamo/area new codes of 2026 {"content":"unchanged",)"
                        R"("digest":"d-second","state":"DRAFT","version":"2"} )");
}

TEST(SqliteTables, AnActivationMayBePartOfALargerTransaction) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  put_in_force(*store, "area");
  put_draft(*store, draft_of("area", "second", "anna"));
  take(*store, step_of("area", 2, TableAction::submit, "anna"));
  take(*store, step_of("area", 2, TableAction::approve, "bruno"));
  Connection db(folder.file(), OpenMode::read_write);
  db.execute("BEGIN IMMEDIATE");
  EXPECT_EQ(take_step(db, step_of("area", 2, TableAction::activate, "bruno")).verdict, TableVerdict::done);
  db.execute("ROLLBACK");
  EXPECT_EQ(store->tables().active().at(0).version, 1);
  EXPECT_EQ(acts(folder).size(), 4u);
}

TEST(SqliteTables, SchemaAllowsOneActiveAndOneOpenVersion) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  put_in_force(*store, "area");
  put_draft(*store, draft_of("area", "second", "anna"));
  Connection db(folder.file(), OpenMode::read_write);
  EXPECT_THROW(db.execute("UPDATE table_versions SET state = 3"), base::SystemFault);
  EXPECT_THROW(db.execute("UPDATE table_versions SET state = 1"), base::SystemFault);
  EXPECT_THROW(db.execute("UPDATE table_versions SET state = 5"), base::SystemFault);
}

TEST(SqliteTables, TablesOfAnOlderProgramStayActive) {
  const ScratchFolder folder;
  {
    Connection db(folder.file(), OpenMode::read_write);
    migrate(db, sqlite_schema().first(2));
    db.execute(
        "INSERT INTO table_versions (source, tbl, version, active, digest, activated_at, content) VALUES"
        " ('bergamo', 'area', 1, 0, 'd1', 5, 'one'), ('bergamo', 'area', 2, 1, 'd2', 6, 'two')");
  }
  const auto store = open_claimed(folder.file());
  const auto active = store->tables().active();
  ASSERT_EQ(active.size(), 1u);
  EXPECT_EQ(active[0].version, 2);
  EXPECT_EQ(active[0].content, "two");
  EXPECT_EQ(active[0].activated_at->micros, 6);
  EXPECT_EQ(take(*store, step_of("area", 1, TableAction::roll_back, "anna")).verdict, TableVerdict::done);
  EXPECT_EQ(store->tables().active().at(0).content, "one");
}

}  // namespace
}  // namespace raccordo::store
