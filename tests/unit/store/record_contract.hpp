// Contract of records: which version wins, what is kept, what the receipt says (docs/records.md#outcomes).
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

using model::Outcome;

TYPED_TEST_P(RecordContract, NewRecordIsAccepted) {
  const auto applied = this->send(accepted("A", 1, "one"), "S1", 10);
  EXPECT_EQ(applied.outcome, Outcome::accepted);
  EXPECT_EQ(applied.age, Age::newer);
  const auto state = this->state("A");
  EXPECT_EQ(state.record_id, "A");
  EXPECT_EQ(state.version, at(1));
  EXPECT_EQ(state.submission, "S1");
  EXPECT_EQ(state.received_at, at(10));
  EXPECT_EQ(state.owner, "016198");
  EXPECT_TRUE(state.issues.empty());
}

TYPED_TEST_P(RecordContract, NewerVersionReplacesAndOlderNeverOverwrites) {
  this->send(accepted("A", 5, "five"), "S1", 10);
  EXPECT_EQ(this->send(accepted("A", 6, "six"), "S2", 11).outcome, Outcome::accepted);
  const auto late = this->send(accepted("A", 5, "five"), "S3", 12);
  EXPECT_EQ(late.outcome, Outcome::unchanged);
  EXPECT_EQ(late.age, Age::older_version);
  EXPECT_EQ(this->state("A").version, at(6));
  EXPECT_EQ(this->state("A").submission, "S2");
  const auto issues = this->store().issues("S3", 10, "").items;
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].code, model::IssueCode::stale_version);
  EXPECT_EQ(issues[0].severity, model::Severity::warning);
  EXPECT_EQ(issues[0].outcome, Outcome::unchanged);
  EXPECT_EQ(issues[0].record_id, "A");
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
}

TYPED_TEST_P(RecordContract, OfTheSameVersionTheLaterReceiptWins) {
  this->send(accepted("A", 5, "first"), "S1", 10);
  auto second = accepted("A", 5, "second");
  second.facts.channel = "self";
  EXPECT_EQ(this->send(second, "S2", 11).outcome, Outcome::accepted);
  const auto facts = this->store().snapshot();
  ASSERT_EQ(facts.cases.size(), 1u);
  EXPECT_EQ(facts.codes.text(facts.cases[0].channel), "self");
}

TYPED_TEST_P(RecordContract, SameContentIsUnchangedAndANewerExplicitVersionMovesUp) {
  this->send(accepted("A", 5, "same"), "S1", 10);
  const auto again = this->send(accepted("A", 8, "same"), "S2", 11);
  EXPECT_EQ(again.outcome, Outcome::unchanged);
  EXPECT_EQ(again.age, Age::newer);
  EXPECT_EQ(this->state("A").version, at(8));
  EXPECT_EQ(this->state("A").outcome, Outcome::accepted);
  EXPECT_EQ(this->send(accepted("A", 7, "other"), "S3", 12).age, Age::older_version);
}

TYPED_TEST_P(RecordContract, SameContentWithoutVersionKeepsTheStoredVersion) {
  this->send(accepted("A", 5, "same"), "S1", 10);
  auto again = accepted("A", 20, "same");
  again.has_version = false;
  EXPECT_EQ(this->send(again, "S2", 20).outcome, Outcome::unchanged);
  EXPECT_EQ(this->state("A").version, at(5));
  EXPECT_EQ(this->state("A").submission, "S1");
}

TYPED_TEST_P(RecordContract, RejectionKeepsTheAcceptedContent) {
  this->send(accepted("A", 5, "five"), "S1", 10);
  EXPECT_EQ(this->send(rejected("A", 6), "S2", 11).outcome, Outcome::rejected);
  // The stored content still counts; the rejection is kept separately.
  EXPECT_EQ(this->state("A").outcome, Outcome::accepted);
  EXPECT_EQ(this->state("A").version, at(5));
  EXPECT_EQ(this->state("A").submission, "S1");
  EXPECT_TRUE(this->state("A").issues.empty());
  const auto attempt = this->state("A").last_attempt.value();
  EXPECT_EQ(attempt.outcome, Outcome::rejected);
  EXPECT_EQ(attempt.submission, "S2");
  EXPECT_EQ(attempt.received_at, at(11));
  EXPECT_EQ(attempt.issues.at(0).code, model::IssueCode::bad_date);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  // The rejected version is not the stored one: versions in between are not stale.
  EXPECT_EQ(this->send(accepted("A", 5, "corrected"), "S3", 12).outcome, Outcome::accepted);
  EXPECT_TRUE(this->state("A").issues.empty());
  EXPECT_FALSE(this->state("A").last_attempt);
}

TYPED_TEST_P(RecordContract, RejectionOfAnOlderVersionKeepsTheState) {
  this->send(accepted("A", 5, "five"), "S1", 10);
  EXPECT_EQ(this->send(rejected("A", 4), "S2", 11).outcome, Outcome::rejected);
  EXPECT_EQ(this->state("A").outcome, Outcome::accepted);
  EXPECT_EQ(this->store().issues("S2", 10, "").items.size(), 1u);
}

TYPED_TEST_P(RecordContract, RejectionThenTheAcceptedContentAgainSettlesTheState) {
  this->send(accepted("A", 5, "five"), "S1", 10);
  this->send(rejected("A", 6), "S2", 11);
  EXPECT_EQ(this->send(accepted("A", 7, "five"), "S3", 12).outcome, Outcome::unchanged);
  EXPECT_EQ(this->state("A").outcome, Outcome::accepted);
}

TYPED_TEST_P(RecordContract, RejectedRecordWithoutIdStoresOnlyItsIssues) {
  const auto applied = this->send(rejected("", 5), "S1", 10);
  EXPECT_EQ(applied.outcome, Outcome::rejected);
  EXPECT_EQ(this->counts("S1").rejected, 1u);
  EXPECT_TRUE(this->store().records("isola-bergamasca", {}, 10, "").items.empty());
  EXPECT_EQ(this->store().issues("S1", 10, "").items.size(), 1u);
}

TYPED_TEST_P(RecordContract, SameIdOfAnotherSourceIsAnotherRecord) {
  this->send(accepted("A", 5, "five"), "S1", 10);
  auto row = submission_row("S2", 11);
  row.source = "treviglio";
  EXPECT_EQ(apply_now(this->store(), row, {accepted("A", 1, "one")})[0].outcome, Outcome::accepted);
  EXPECT_EQ(this->store().snapshot().cases.size(), 2u);
}

TYPED_TEST_P(RecordContract, RecordsAreListedInPagesSinceAnInstant) {
  for (int i = 0; i < 5; ++i) {
    const auto name = std::to_string(i);
    this->send(accepted("R" + name, 1, "c" + name), "S" + name, i);
  }
  const auto first = this->store().records("isola-bergamasca", at(1), 3, "");
  ASSERT_EQ(first.items.size(), 3u);
  EXPECT_EQ(first.items[0].record_id, "R1");
  const auto second = this->store().records("isola-bergamasca", at(1), 3, first.next);
  ASSERT_EQ(second.items.size(), 1u);
  EXPECT_EQ(second.items[0].record_id, "R4");
  EXPECT_EQ(second.next, "");
  EXPECT_TRUE(this->store().records("isola-bergamasca", {}, 3, "made'up").items.empty());
  EXPECT_TRUE(this->store().records("unknown", {}, 3, "").items.empty());
}

TYPED_TEST_P(RecordContract, ListHidesNothingWhenTheClockGoesBack) {
  const auto listed = [&](std::int64_t since, const std::string& cursor = "") {
    std::vector<std::string> ids;
    for (const auto& item : this->store().records("isola-bergamasca", at(since), 10, cursor).items)
      ids.push_back(item.record_id);
    return ids;
  };
  using Ids = std::vector<std::string>;
  this->send(accepted("A", 1, "a"), "S1", 100);
  this->send(accepted("B", 1, "b"), "S2", 101);
  const auto cursor = this->store().records("isola-bergamasca", at(100), 1, "").next;
  // The clock is set back by 50 s: new, sent again, rejected, received earlier and processed now.
  this->send(accepted("C", 1, "c"), "S3", 51);
  this->send(accepted("A", 2, "a2"), "S4", 51);
  this->send(rejected("D", 1), "S5", 40);
  ApplyRequest late;
  late.submission = submission_row("S6", 30);
  late.records = {accepted("E", 1, "e")};
  late.now = at(52);
  apply_now(this->store(), late);
  EXPECT_EQ(listed(101), (Ids{"B", "C", "A", "D", "E"}));
  EXPECT_EQ(listed(100, cursor), (Ids{"B", "C", "A", "D", "E"}));
  this->reopen();
  this->send(accepted("F", 1, "f"), "S7", 20);
  EXPECT_EQ(listed(101), (Ids{"B", "C", "A", "D", "E", "F"}));
  // The clock is right again: new records come last in the list, and are the only ones since then.
  this->send(accepted("G", 1, "g"), "S8", 300);
  EXPECT_EQ(listed(300), Ids{"G"});
  EXPECT_EQ(listed(0).back(), "G");
}

TYPED_TEST_P(RecordContract, PageOfExactlyTheLimitHasNoNext) {
  for (int i = 0; i < 3; ++i)
    this->send(accepted("R" + std::to_string(i), 1, "c"), "S" + std::to_string(i), i);
  EXPECT_EQ(this->store().records("isola-bergamasca", {}, 3, "").next, "");
  EXPECT_NE(this->store().records("isola-bergamasca", {}, 2, "").next, "");
}

TYPED_TEST_P(RecordContract, ErasureRemovesEverything) {
  this->send(waiting("A", 1, "old"), "S0", 9);
  this->send(accepted("A", 2, "one"), "S1", 10);
  this->send(waiting("A", 3, "next"), "S2", 11);
  const auto erase = [&](const std::string& id) { return erase_now(this->store(), id); };
  EXPECT_EQ(erase("A"), Erased::done);
  EXPECT_EQ(erase("A"), Erased::nothing);
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A"));
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
  EXPECT_TRUE(this->store().worklist().empty());
  EXPECT_TRUE(this->store().issues("S2", 10, "").items.empty());
  const auto facts = this->store().snapshot();
  EXPECT_TRUE(facts.cases.empty());
  EXPECT_TRUE(facts.persons.empty());
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 0u);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
  EXPECT_EQ(this->send(accepted("A", 1, "again"), "S3", 12).outcome, Outcome::accepted);
}

TYPED_TEST_P(RecordContract, HostileIdsAreStoredUnchanged) {
  const std::string nul("a\0b", 3);
  for (const auto& id : {std::string("'; DROP TABLE records; --"), std::string(100'000, 'x'), nul,
                         std::string("\xC3\xA0 \xE2\x82\xAC")}) {
    EXPECT_EQ(this->send(accepted(id, 1, "one"), base::sha256_hex(id), 1).outcome, Outcome::accepted);
    EXPECT_EQ(this->state(id).record_id, id);
  }
  EXPECT_EQ(this->store().snapshot().cases.size(), 4u);
}

REGISTER_TYPED_TEST_SUITE_P(RecordContract, NewRecordIsAccepted, NewerVersionReplacesAndOlderNeverOverwrites,
                            OfTheSameVersionTheLaterReceiptWins,
                            SameContentIsUnchangedAndANewerExplicitVersionMovesUp,
                            SameContentWithoutVersionKeepsTheStoredVersion, RejectionKeepsTheAcceptedContent,
                            RejectionOfAnOlderVersionKeepsTheState,
                            RejectionThenTheAcceptedContentAgainSettlesTheState,
                            RejectedRecordWithoutIdStoresOnlyItsIssues, SameIdOfAnotherSourceIsAnotherRecord,
                            RecordsAreListedInPagesSinceAnInstant, ListHidesNothingWhenTheClockGoesBack,
                            PageOfExactlyTheLimitHasNoNext, ErasureRemovesEverything,
                            HostileIdsAreStoredUnchanged);

}  // namespace raccordo::store
