// Contract of releases and of the ledger: each is ordered once, entered completely and never changed.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

TYPED_TEST_P(LedgerContract, KeepsAFinishedReleaseWithItsEvidenceAndItsEntry) {
  reserve(this->store(), "R1", "2017");
  auto release = finished("R1", "2017", 0);
  release.row.content = std::string("cells\0more", 10);
  release.evidence = std::string("sealed\0more", 11);
  EXPECT_EQ(enter(this->store(), release), Entered::done);
  this->reopen();
  const auto kept = this->store().release("R1").value();
  EXPECT_EQ(kept.state, "DONE");
  EXPECT_EQ(kept.content, release.row.content);
  EXPECT_EQ(kept.digest, "digest-R1");
  EXPECT_EQ(kept.ordered_by, "ats");
  EXPECT_EQ(this->store().ledger().evidence("R1"), release.evidence);
  EXPECT_FALSE(this->store().ledger().evidence("R2"));
  const auto entries = this->store().ledger().entries();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].seq, 1);
  EXPECT_EQ(entries[0].release, "R1");
  EXPECT_EQ(entries[0].content, "digest-R1");
  EXPECT_EQ(entries[0].evidence, base::sha256_hex(release.evidence));
  EXPECT_EQ(entries[0].hash, chain_hash({}, entries[0]));
}

TYPED_TEST_P(LedgerContract, ChainsEveryReleaseToThePreviousOne) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(make_release(this->store(), "R" + std::to_string(i), std::to_string(2017 + i), i),
              Entered::done);
  }
  const auto entries = this->store().ledger().entries();
  ASSERT_EQ(entries.size(), 5u);
  EXPECT_TRUE(check_chain(entries).empty());
  EXPECT_EQ(entries[4].hash, chain_hash(entries[3].hash, entries[4]));
  // The newest evidence proves all releases: the older ones are deleted.
  EXPECT_FALSE(this->store().ledger().evidence("R3"));
  EXPECT_EQ(this->store().ledger().evidence("R4"), "sealed-R4");
}

TYPED_TEST_P(LedgerContract, OrdersAPeriodOnceForEachRevision) {
  EXPECT_FALSE(reserve(this->store(), "R1", "2017"));
  EXPECT_EQ(reserve(this->store(), "R2", "2017")->id, "R1");
  EXPECT_FALSE(reserve(this->store(), "R3", "2017", "2026-06-30"));
  EXPECT_EQ(reserve(this->store(), "R4", "2017", "2026-06-30")->id, "R3");
  EXPECT_FALSE(reserve(this->store(), "R5", "2018"));
  EXPECT_FALSE(this->store().release("R2"));
  EXPECT_EQ(this->store().release_of_period("2017")->id, "R3");
  EXPECT_EQ(this->store().release("R3")->revision_date, "2026-06-30");
}

TYPED_TEST_P(LedgerContract, StoresNothingAfterAConcurrentRelease) {
  reserve(this->store(), "R1", "2017");
  make_release(this->store(), "R2", "2018", 0);
  EXPECT_EQ(enter(this->store(), finished("R1", "2017", 0)), Entered::concurrent_release);
  EXPECT_EQ(this->store().release("R1")->state, "RUNNING");
  EXPECT_EQ(this->store().release("R1")->content, "");
  EXPECT_FALSE(this->store().ledger().evidence("R1"));
  EXPECT_EQ(this->store().ledger().entries().size(), 1u);
  EXPECT_EQ(enter(this->store(), finished("R1", "2017", 1)), Entered::done);
}

TYPED_TEST_P(LedgerContract, StoresNothingOfAnAbandonedRelease) {
  reserve(this->store(), "R1", "2017");
  const auto refuse = [&] {
    return await<bool>([&](auto done) {
      this->store().ledger().refuse("R1", "k is too small", event_of("release.refuse", "R1"), done);
    });
  };
  EXPECT_TRUE(refuse());
  EXPECT_FALSE(refuse());
  EXPECT_EQ(enter(this->store(), finished("R1", "2017", 0)), Entered::given_up);
  EXPECT_EQ(this->store().release("R1")->state, "REFUSED");
  EXPECT_EQ(this->store().release("R1")->reason, "k is too small");
  EXPECT_TRUE(this->store().ledger().entries().empty());
  EXPECT_FALSE(this->store().release_of_period("2017"));
  EXPECT_EQ(make_release(this->store(), "R2", "2017", 0), Entered::done);
}

TYPED_TEST_P(LedgerContract, PublishesAFinishedReleaseOnce) {
  const auto publish = [&](const std::string& id, std::int64_t second) {
    return await<bool>([&](auto done) {
      this->store().ledger().publish(id, at(second), event_of("release.publish", id), done);
    });
  };
  EXPECT_FALSE(publish("R1", 6));
  reserve(this->store(), "R1", "2017");
  EXPECT_FALSE(publish("R1", 6));
  enter(this->store(), finished("R1", "2017", 0));
  EXPECT_TRUE(publish("R1", 7));
  EXPECT_FALSE(publish("R1", 8));
  EXPECT_EQ(this->store().release("R1")->published_at, at(7));
  EXPECT_EQ(this->store().releases().at(0).published_at, at(7));
  EXPECT_EQ(this->store().releases().at(0).content, "");
}

TYPED_TEST_P(LedgerContract, NeverChangesAFinishedRelease) {
  make_release(this->store(), "R1", "2017", 0);
  auto forged = finished("R1", "2017", 1);
  forged.row.content = "forged";
  EXPECT_EQ(enter(this->store(), forged), Entered::given_up);
  EXPECT_EQ(reserve(this->store(), "R2", "2017")->id, "R1");
  EXPECT_EQ(this->store().release("R1")->content, "cells-R1");
}

REGISTER_TYPED_TEST_SUITE_P(LedgerContract, KeepsAFinishedReleaseWithItsEvidenceAndItsEntry,
                            ChainsEveryReleaseToThePreviousOne, OrdersAPeriodOnceForEachRevision,
                            StoresNothingAfterAConcurrentRelease, StoresNothingOfAnAbandonedRelease,
                            PublishesAFinishedReleaseOnce, NeverChangesAFinishedRelease);

}  // namespace raccordo::store
