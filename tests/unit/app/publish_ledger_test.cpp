// Releases on a ledger that was damaged, on a clock that was set back, and after a program that ended.
#include <string>

#include "store/sqlite/connection.hpp"
#include "unit/app/publish_scene.hpp"
#include "unit/store/lease_samples.hpp"

namespace raccordo::app {
namespace {

TEST_F(PublishTest, RefusesToBuildOnABrokenLedger) {
  const auto first = released("2016");
  store::Connection(config_.sqlite.string(), store::OpenMode::read_write)
      .execute("DROP TRIGGER ledger_keeps_words; UPDATE ledger SET period = '2015'");
  const auto row = released("2017");
  EXPECT_EQ(row.state, "REFUSED");
  EXPECT_NE(row.reason.find("row 1"), row.reason.npos);
}

TEST_F(PublishTest, RefusesToBuildOnALedgerWithoutARowOrWithoutARelease) {
  released("2015");
  const auto second = released("2016");
  for (const auto* deletion :
       {"DELETE FROM ledger", "DELETE FROM ledger WHERE seq = 2", "DELETE FROM ledger WHERE seq = 1",
        "DELETE FROM releases WHERE state = 'DONE'"}) {
    store::Connection db(config_.sqlite.string(), store::OpenMode::read_write);
    db.execute(
        "DROP TRIGGER IF EXISTS ledger_keeps_rows; DROP TRIGGER IF EXISTS ledger_grows_in_order;"
        "CREATE TABLE copied_ledger AS SELECT * FROM ledger;"
        "CREATE TABLE copied_releases AS SELECT * FROM releases");
    db.execute(deletion);
    const auto row = released("2017");
    EXPECT_EQ(row.state, "REFUSED") << deletion;
    EXPECT_NE(row.reason.find("The ledger of releases is broken at r"), row.reason.npos) << row.reason;
    db.execute(
        "DELETE FROM ledger; INSERT INTO ledger SELECT * FROM copied_ledger;"
        "DELETE FROM releases; INSERT INTO releases SELECT * FROM copied_releases;"
        "DROP TABLE copied_ledger; DROP TABLE copied_releases");
  }
  EXPECT_EQ(released("2017").state, "DONE");
  EXPECT_EQ(store_->ledger().entries().size(), 3u);
}

TEST_F(PublishTest, KeepsTheOrderOfReleasesIfTheClockIsSetBack) {
  clock_ = support::FixedClock("2026-11-22T08:00:00Z");
  const auto first = released("2016");
  clock_ = support::FixedClock("2020-01-01T08:00:00Z");
  // Ids grow within one program; one that is started with the clock set back begins lower.
  auto ordered = *order("2017");
  const std::string lower = "01DXF6DT000000000000000000";
  store::Connection(config_.sqlite.string(), store::OpenMode::read_write)
      .run("UPDATE releases SET id = ?2 WHERE id = ?1", ordered.id, lower);
  ordered.id = lower;
  const auto second = carry_out(ordered);
  EXPECT_EQ(second.state, "DONE");
  ASSERT_LT(second.id, first.id);
  EXPECT_EQ(store_->releases().front().id, second.id);
  EXPECT_EQ(store_->ledger().entries().back().release, second.id);
  EXPECT_TRUE(store::check_chain(store_->ledger().entries()).empty());
  clock_ = support::FixedClock("2016-06-30T08:00:00Z");
  EXPECT_EQ(refusal("2015"), "");
  EXPECT_EQ(refusal("2018"), "unknown-period") << "it has not ended by this clock";
}

TEST_F(PublishTest, RefusesAReleaseThatCannotBeComparedWithThePreviousOne) {
  const auto first = released("2016");
  const auto other = load_keyring_of("another sealing key of 32 bytes.");
  const auto row = carry_out_release(*store_, *tables_, *other, *order("2017"), clock_);
  EXPECT_EQ(row.state, "REFUSED");
  EXPECT_NE(row.reason.find("release " + first.id), row.reason.npos);
  EXPECT_NE(row.reason.find("sealing key"), row.reason.npos);
  EXPECT_EQ(store_->ledger().entries().size(), 1u);
  EXPECT_EQ(released("2017").state, "DONE");
}

TEST_F(PublishTest, GivesUpReleasesThatACrashInterrupted) {
  const auto done = released("2016");
  const auto interrupted = *order("2017");
  give_up_interrupted_releases(*store_, clock_);
  EXPECT_EQ(store_->release(interrupted.id)->state, "RUNNING") << "its program runs: this one";
  store::leave_behind(config_.sqlite.string());
  give_up_interrupted_releases(*store_, clock_);
  EXPECT_EQ(store_->release(interrupted.id)->state, "REFUSED");
  EXPECT_EQ(store_->release(done.id)->state, "DONE");
  EXPECT_EQ(refusal("2017"), "");
}

TEST_F(PublishTest, TellsReadersThatNobodyWorksOnAnInterruptedRelease) {
  const auto done = released("2016");
  const auto interrupted = *order("2017");
  const auto reason = [&](const std::string& id) {
    auto rows = store_->releases();
    tell_abandoned(*store_, rows, clock_);
    for (const auto& row : rows) {
      if (row.id == id) return row.state + ": " + row.reason;
    }
    return std::string("no such release");
  };
  EXPECT_EQ(reason(interrupted.id), "RUNNING: ") << "its program runs: this one";
  store::leave_behind(config_.sqlite.string());
  EXPECT_EQ(
      reason(interrupted.id),
      "RUNNING: The program that computed it has ended, so nobody works on it: order the period again.");
  EXPECT_EQ(reason(done.id), "DONE: ");
  EXPECT_EQ(store_->release(interrupted.id)->reason, "") << "reading stores nothing";
}

}  // namespace
}  // namespace raccordo::app
