// Changes of the audit chain outside the program: rows changed, deleted and swapped by hand, an older copy
// restored, two programs on one file.
#include <gtest/gtest.h>

#include <thread>

#include "store/open/open_store.hpp"
#include "store/sqlite/connection.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

constexpr int kEntries = 10'000;
constexpr const char* kSwap =
    "UPDATE audit SET seq = -1 WHERE seq = 17; UPDATE audit SET seq = 17 WHERE seq = 18;"
    "UPDATE audit SET seq = 18 WHERE seq = -1";
constexpr const char* kSwapFar =
    "UPDATE audit SET seq = -1 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 9000;"
    "UPDATE audit SET seq = 9000 WHERE seq = -1";

/// A chain of ten thousand entries.
class SqliteAudit : public testing::Test {
 protected:
  SqliteAudit() {
    const auto store = open_store({folder_.file(), 100'000});
    for (int i = 1; i <= kEntries; ++i) {
      auto event = act("table.approve", "bergamo/" + std::to_string(i));
      event.at = at(i);
      store->audit().append(event, Done<AuditHead>());
    }
    store->flush();
    head_ = store->audit().head();
  }
  AuditBreak broken_after(const char* sql, std::vector<AuditHead> heads = {}) {
    Connection(folder_.file(), OpenMode::read_write).execute(sql);
    const auto check = open_store({folder_.file()})->audit().verify(std::move(heads));
    return check.broken.value_or(AuditBreak{});
  }

  ScratchFolder folder_;
  AuditHead head_;
};

TEST_F(SqliteAudit, CompleteChainMatchesItsHead) {
  EXPECT_EQ(head_.seq, kEntries);
  EXPECT_EQ(broken_after("SELECT 1", {head_}).seq, 0);
}

TEST_F(SqliteAudit, ChangedEntryIsNamedAtAnyPosition) {
  EXPECT_EQ(broken_after("UPDATE audit SET reason = 'x' WHERE seq = 10000").seq, 10'000);
  EXPECT_EQ(broken_after("UPDATE audit SET actor = 'other' WHERE seq = 5000").seq, 5000);
  const auto first = broken_after("UPDATE audit SET at = at + 1 WHERE seq = 1");
  EXPECT_EQ(first.seq, 1);
  EXPECT_EQ(first.fault, AuditFault::changed);
  EXPECT_EQ(first.witness, AuditWitness::chain);
}

TEST_F(SqliteAudit, ChangedDetailsAndHashesAreNamedEvenIfUnreadable) {
  EXPECT_EQ(broken_after("UPDATE audit SET hash = x'00' WHERE seq = 900").seq, 900);
  EXPECT_EQ(broken_after("UPDATE audit SET details = '{}' WHERE seq = 800").seq, 800);
  EXPECT_EQ(broken_after("UPDATE audit SET details = '[1' WHERE seq = 700").seq, 700);
  EXPECT_EQ(broken_after("UPDATE audit SET details = '{\"request\":1}' WHERE seq = 600").seq, 600);
  EXPECT_EQ(
      broken_after("UPDATE audit SET details = '{\"request\":\"R1\",\"request\":\"R2\"}' WHERE seq = 500")
          .seq,
      500);
}

TEST_F(SqliteAudit, DeletedEntryIsMissing) {
  const auto broken = broken_after("DELETE FROM audit WHERE seq = 4321");
  EXPECT_EQ(broken.seq, 4321);
  EXPECT_EQ(broken.fault, AuditFault::missing);
  EXPECT_EQ(broken_after("DELETE FROM audit WHERE seq = 1").seq, 1);
}

TEST_F(SqliteAudit, SwappedEntriesAreNamedWithTheirOwnNumbers) {
  const auto near = broken_after(kSwap);
  EXPECT_EQ(near.seq, 17);
  EXPECT_EQ(near.fault, AuditFault::reordered);
  EXPECT_EQ(near.written_as, 18);
  const auto far = broken_after(kSwapFar);
  EXPECT_EQ(far.seq, 3);
  EXPECT_EQ(far.fault, AuditFault::reordered);
  EXPECT_EQ(far.written_as, 9000);
}

TEST_F(SqliteAudit, EntryPutInBetweenBreaksTheChain) {
  EXPECT_EQ(broken_after("UPDATE audit SET seq = -(seq + 1) WHERE seq >= 5000; UPDATE audit SET seq = -seq"
                         " WHERE seq < 0; INSERT INTO audit SELECT 5000, at, actor, action, object, reason,"
                         " details, hash FROM audit WHERE seq = 4000")
                .seq,
            5000);
}

TEST_F(SqliteAudit, TruncatedEndIsDetectedWithAnExternalHead) {
  const auto broken = broken_after("DELETE FROM audit WHERE seq > 9000", {head_});
  EXPECT_EQ(broken.seq, 9001);
  EXPECT_EQ(broken.fault, AuditFault::missing);
  EXPECT_EQ(broken.witness, AuditWitness::head);
}

TEST_F(SqliteAudit, OlderCopyThatGrewAgainDoesNotMatchTheHead) {
  Connection(folder_.file(), OpenMode::read_write).execute("DELETE FROM audit WHERE seq > 9999");
  {
    const auto store = open_store({folder_.file()});
    await<AuditHead>([&](auto done) { store->audit().append(act("forged.act"), done); });
    EXPECT_FALSE(store->audit().verify({}).broken);
  }
  const auto broken = broken_after("SELECT 1", {head_});
  EXPECT_EQ(broken.seq, kEntries);
  EXPECT_EQ(broken.fault, AuditFault::changed);
  EXPECT_EQ(broken.witness, AuditWitness::head);
}

TEST_F(SqliteAudit, AnchorWithoutEntryIsDetected) {
  const auto broken = broken_after(
      "INSERT INTO audit_anchor SELECT 1, seq, hash FROM audit WHERE seq = 100;"
      "DELETE FROM audit WHERE seq <= 100");
  EXPECT_EQ(broken.seq, 100);
  EXPECT_EQ(broken.witness, AuditWitness::anchor);
}

TEST_F(SqliteAudit, TwoProgramsAppendOneChain) {
  std::vector<std::thread> programs;
  for (int program = 0; program < 2; ++program) {
    programs.emplace_back([this] {
      const auto store = open_store({folder_.file()});
      for (int i = 0; i < 50; ++i) {
        await<AuditHead>([&](auto done) { store->audit().append(act("record.erase"), done); });
      }
    });
  }
  for (auto& program : programs) program.join();
  const auto check = open_store({folder_.file()})->audit().verify({head_});
  EXPECT_FALSE(check.broken);
  EXPECT_EQ(check.entries, kEntries + 100);
}

}  // namespace
}  // namespace raccordo::store
