// Contract of the audit chain: entries keep their order, can be listed, and expire.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

inline AuditHead append_now(CaseStore& store, AuditEvent event) {
  return await<AuditHead>([&](auto done) { store.audit().append(std::move(event), done); });
}

inline AuditEvent act_at(std::int64_t seconds, const std::string& action) {
  auto event = act(action);
  event.at = at(seconds);
  return event;
}

inline std::uint64_t expire_now(CaseStore& store, std::int64_t cutoff, std::int64_t now) {
  return await<std::uint64_t>([&](auto done) {
    store.audit().expire(at(cutoff), {at(now), "raccordo", std::string(kAuditExpired), "audit", "", {}},
                         done);
  });
}

TYPED_TEST_P(AuditContract, EmptyChainIsValid) {
  const auto check = this->store().audit().verify({});
  EXPECT_FALSE(check.broken);
  EXPECT_EQ(check.entries, 0);
  EXPECT_EQ(this->store().audit().head().seq, 0);
  EXPECT_TRUE(this->store().audit().list({}, 10, "").items.empty());
}

TYPED_TEST_P(AuditContract, EntriesAreNumberedAndStoredUnchanged) {
  append_now(this->store(), act_at(1, "table.approve"));
  const auto head = append_now(this->store(), act_at(2, "record.erase"));
  this->reopen();
  EXPECT_EQ(head.seq, 2);
  EXPECT_EQ(this->store().audit().head().hash, head.hash);
  const auto page = this->store().audit().list({}, 10, "");
  ASSERT_EQ(page.items.size(), 2u);
  EXPECT_EQ(page.items[0].seq, 2);
  const auto& event = page.items[1].event;
  EXPECT_EQ(event.at, at(1));
  EXPECT_EQ(event.actor, "administrator");
  EXPECT_EQ(event.action, "table.approve");
  EXPECT_EQ(event.object, "isola-bergamasca/A");
  EXPECT_EQ(event.reason, "asked for by the person");
  EXPECT_EQ(event.details.at("request"), "R1");
  const auto check = this->store().audit().verify({head});
  EXPECT_FALSE(check.broken);
  EXPECT_EQ(check.entries, 2);
  EXPECT_EQ(check.heads_agree, 1u);
}

TYPED_TEST_P(AuditContract, FiltersCombineAndPagesContinue) {
  for (int i = 0; i < 10; ++i) {
    auto event = act_at(i, i % 2 == 0 ? "table.approve" : "record.erase");
    if (i < 4) event.actor = "cli:anna";
    event.object = "object-" + std::to_string(i % 5);
    append_now(this->store(), event);
  }
  const auto found = [&](const AuditFilter& filter) {
    std::vector<std::int64_t> numbers;
    std::string cursor;
    do {
      const auto page = this->store().audit().list(filter, 3, cursor);
      for (const auto& entry : page.items) numbers.push_back(entry.seq);
      cursor = page.next;
    } while (!cursor.empty());
    return numbers;
  };
  using testing::ElementsAre;
  EXPECT_EQ(found({}).size(), 10u);
  EXPECT_THAT(found({"cli:anna", "", "", {}, {}}), ElementsAre(4, 3, 2, 1));
  EXPECT_THAT(found({"", "", "table.", {}, {}}), ElementsAre(9, 7, 5, 3, 1));
  EXPECT_THAT(found({"", "object-1", "", {}, {}}), ElementsAre(7, 2));
  EXPECT_THAT(found({"", "", "", at(3), at(6)}), ElementsAre(6, 5, 4));
  EXPECT_THAT(found({"cli:anna", "object-1", "record.", at(1), at(2)}), ElementsAre(2));
  EXPECT_THAT(found({"", "", "t%", {}, {}}), ElementsAre());
  EXPECT_TRUE(this->store().audit().list({}, 3, "nonsense").items.empty());
}

TYPED_TEST_P(AuditContract, ErasureIsAuditedOnlyIfSomethingWasErased) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  const auto erase = [&] { return erase_now(this->store(), "A"); };
  EXPECT_EQ(erase(), Erased::done);
  EXPECT_EQ(erase(), Erased::nothing);
  EXPECT_EQ(this->store().audit().head().seq, 1);
}

TYPED_TEST_P(AuditContract, OldEntriesLeaveAnAnchorAndTheRestStillVerifies) {
  std::vector<AuditHead> heads;
  for (int i = 1; i <= 5; ++i) heads.push_back(append_now(this->store(), act_at(i, "a.b")));
  EXPECT_EQ(expire_now(this->store(), 1, 10), 0u);
  EXPECT_EQ(this->store().audit().head().seq, 5);
  EXPECT_EQ(expire_now(this->store(), 3, 10), 2u);
  auto check = this->store().audit().verify(heads);
  EXPECT_FALSE(check.broken);
  EXPECT_EQ(check.first, 3);
  EXPECT_EQ(check.entries, 4);
  EXPECT_EQ(check.heads_too_old, 1u);
  EXPECT_EQ(check.heads_agree, 4u);
  EXPECT_EQ(expire_now(this->store(), 100, 20), 4u);
  check = this->store().audit().verify(heads);
  EXPECT_FALSE(check.broken);
  EXPECT_EQ(check.entries, 1);
  EXPECT_EQ(check.head.seq, 7);
  EXPECT_EQ(append_now(this->store(), act_at(21, "a.b")).seq, 8);
  EXPECT_FALSE(this->store().audit().verify({}).broken);
}

TYPED_TEST_P(AuditContract, ManyOldEntriesAreDeletedInOneCall) {
  for (int i = 0; i < 5001; ++i) {
    this->store().audit().append(act_at(1, "a.b"), Done<AuditHead>());
    if (i % 1000 == 0) this->store().flush();
  }
  this->store().flush();
  EXPECT_EQ(expire_now(this->store(), 2, 10), 5001u);
  EXPECT_FALSE(this->store().audit().verify({}).broken);
}

REGISTER_TYPED_TEST_SUITE_P(AuditContract, EmptyChainIsValid, EntriesAreNumberedAndStoredUnchanged,
                            FiltersCombineAndPagesContinue, ErasureIsAuditedOnlyIfSomethingWasErased,
                            OldEntriesLeaveAnAnchorAndTheRestStillVerifies,
                            ManyOldEntriesAreDeletedInOneCall);

}  // namespace raccordo::store
