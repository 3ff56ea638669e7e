// The ledger in its file: changes that SQLite refuses, changes by another program and how they are detected,
// and entries that are written together with their audit event or not at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/open/open_store.hpp"
#include "store/sqlite/connection.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

using testing::HasSubstr;

class SqliteLedgerTest : public testing::Test {
 protected:
  SqliteLedgerTest() {
    for (int i = 0; i < 4; ++i) make_release(*store_, "R" + std::to_string(i), std::to_string(2017 + i), i);
  }

  /// Changes the file as another program could, without the triggers.
  void force(const char* sql) {
    Connection db(folder_.file(), OpenMode::read_write);
    db.execute("DROP TRIGGER ledger_keeps_rows; DROP TRIGGER ledger_keeps_words");
    db.execute("DROP TRIGGER ledger_grows_in_order");
    db.execute(sql);
  }
  std::string refusal_of(const char* sql) {
    try {
      Connection(folder_.file(), OpenMode::read_write).execute(sql);
    } catch (const base::SystemFault& fault) {
      return fault.what();
    }
    return "";
  }
  std::vector<std::int64_t> broken_rows() {
    std::vector<std::int64_t> rows;
    for (const auto& broken : check_chain(store_->ledger().entries())) rows.push_back(broken.row);
    return rows;
  }
  std::int64_t count(Sql sql) {
    Connection db(folder_.file(), OpenMode::read_write);
    auto query = db.query(sql);
    query.step();
    return query.integer(0);
  }

  ScratchFolder folder_;
  std::unique_ptr<CaseStore> store_ = open_store({folder_.file()});
};

TEST_F(SqliteLedgerTest, RefusesToChangeOrDeleteARow) {
  for (const auto* sql :
       {"UPDATE ledger SET period = '2000' WHERE seq = 1", "DELETE FROM ledger",
        "INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 2",
        "INSERT OR REPLACE INTO ledger SELECT 5, release, period, revision_date, content,"
        " evidence, at, hash FROM ledger WHERE seq = 2",
        "INSERT INTO ledger SELECT 6, 'R9', period, revision_date, content, evidence, at, hash"
        " FROM ledger WHERE seq = 2"}) {
    EXPECT_THAT(refusal_of(sql), HasSubstr("only grows")) << sql;
  }
  EXPECT_EQ(store_->ledger().entries().size(), 4u);
  EXPECT_TRUE(broken_rows().empty());
}

TEST_F(SqliteLedgerTest, NamesARowThatWasChanged) {
  force("UPDATE ledger SET content = 'another' WHERE seq = 3");
  EXPECT_EQ(broken_rows(), std::vector<std::int64_t>{3});
}

TEST_F(SqliteLedgerTest, NamesARowWithATruncatedHash) {
  force("UPDATE ledger SET hash = x'00' WHERE seq = 4");
  EXPECT_EQ(broken_rows(), std::vector<std::int64_t>{4});
}

TEST_F(SqliteLedgerTest, NamesADeletedRow) {
  force("DELETE FROM ledger WHERE seq = 2");
  EXPECT_EQ(broken_rows(), std::vector<std::int64_t>{2});
}

TEST_F(SqliteLedgerTest, NamesThePlaceOfARenumberedGap) {
  force("DELETE FROM ledger WHERE seq = 2; UPDATE ledger SET seq = seq - 1 WHERE seq > 2");
  EXPECT_THAT(broken_rows(), testing::Contains(2));
}

TEST_F(SqliteLedgerTest, NamesSwappedRows) {
  force(
      "UPDATE ledger SET seq = 9 WHERE seq = 2; UPDATE ledger SET seq = 2 WHERE seq = 3;"
      "UPDATE ledger SET seq = 3 WHERE seq = 9");
  EXPECT_THAT(broken_rows(), testing::IsSupersetOf({2, 3}));
}

TEST_F(SqliteLedgerTest, StoresNothingWithoutItsAuditEvent) {
  EXPECT_EQ(count("SELECT count(*) FROM audit WHERE action = 'release.create'"), 4);
  EXPECT_EQ(count("SELECT count(*) FROM audit WHERE details LIKE '%\"ledger_row\":\"4\"%'"), 1);
  reserve(*store_, "R9", "2030");
  Connection(folder_.file(), OpenMode::read_write)
      .execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END");
  EXPECT_THROW(enter(*store_, finished("R9", "2030", 4)), base::SystemFault);
  EXPECT_EQ(store_->release("R9")->state, "RUNNING");
  EXPECT_FALSE(store_->ledger().evidence("R9"));
  EXPECT_EQ(store_->ledger().entries().size(), 4u);
}

TEST_F(SqliteLedgerTest, TwoProgramsOrderAPeriodOnce) {
  const auto other = open_store({folder_.file()});
  EXPECT_FALSE(reserve(*other, "R7", "2030"));
  EXPECT_EQ(reserve(*store_, "R8", "2030")->id, "R7");
  EXPECT_EQ(make_release(*store_, "R9", "2031", 4), Entered::done);
  EXPECT_EQ(enter(*other, finished("R7", "2030", 4)), Entered::concurrent_release);
}

}  // namespace
}  // namespace raccordo::store
