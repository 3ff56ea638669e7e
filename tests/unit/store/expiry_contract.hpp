// Contract of Retention: what is deleted when its time ends. What remains of cases beyond it is in
// retention_contract.hpp.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

template <class F>
class ExpiryContract : public StoreContract<F> {};
TYPED_TEST_SUITE_P(ExpiryContract);

TYPED_TEST_P(ExpiryContract, WaitingRecordExpiresAndItsReceiptSaysSo) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  this->send(waiting("A", 2, "b"), "S2", 10);
  EXPECT_EQ(this->retain({at(10), {}, {}, {}}), 0u);
  EXPECT_EQ(this->retain({at(11), {}, {}, {}}), 1u);
  EXPECT_EQ(this->state("A").outcome, model::Outcome::accepted);
  const auto state = this->state("A").last_attempt.value();
  EXPECT_EQ(state.outcome, model::Outcome::rejected);
  ASSERT_EQ(state.issues.size(), 2u);
  EXPECT_EQ(state.issues[0].outcome, model::Outcome::rejected);
  EXPECT_EQ(state.issues[1].code, model::IssueCode::quarantine_expired);
  EXPECT_EQ(state.issues[1].record_id, "A");
  EXPECT_EQ(this->counts("S2").quarantined, 0u);
  EXPECT_EQ(this->counts("S2").rejected, 1u);
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
  EXPECT_TRUE(this->store().worklist().empty());
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
  EXPECT_EQ(this->send(waiting("A", 2, "b"), "S3", 20).outcome, model::Outcome::quarantined);
}

TYPED_TEST_P(ExpiryContract, OldSubmissionsKeysAndEmptyRecordsAreDeleted) {
  this->send(rejected("A", 1), "S1", 10);
  this->send(accepted("B", 1, "b"), "S2", 10);
  this->send(rejected("C", 1), "S3", 11);
  auto spooled = submission_row("S4", 1);
  spooled.spool = "S4.sealed";
  await<bool>([&](auto done) { this->store().put_submission(spooled, {}, done); });
  await<std::optional<IdempotencyRow>>(
      [&](auto done) { this->store().reserve_key("c", "s", "K", digest_of("b"), at(5), done); });
  // Deleted: A and its submission, S2, and the key.
  EXPECT_EQ(this->retain({{}, at(11), at(6), {}}), 4u);
  EXPECT_FALSE(this->store().submission("S1"));
  EXPECT_TRUE(this->store().submission("S3"));
  EXPECT_TRUE(this->store().submission("S4"));
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A"));
  EXPECT_TRUE(this->store().record("isola-bergamasca", "C"));
  EXPECT_EQ(this->state("B").submission, "S2");
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
}

TYPED_TEST_P(ExpiryContract, ClosedCasesLoseTheirPersonUnlessANewerVersionWaits) {
  const auto closed = [](const char* id, std::uint8_t day) {
    auto record = accepted(id, 1, id, id);
    record.facts.closed = base::Date{2010, 6, day};
    return record;
  };
  this->send(closed("A", 29), "S1", 1);
  this->send(closed("B", 30), "S2", 1);
  this->send(closed("C", 29), "S3", 1);
  this->send(waiting("C", 2, "reopened"), "S4", 2);
  this->send(accepted("D", 1, "open"), "S5", 1);
  EXPECT_EQ(this->retain({{}, {}, {}, {2010, 6, 30}}), 1u);
  EXPECT_TRUE(this->state("A").anonymised);
  EXPECT_FALSE(this->state("B").anonymised);
  EXPECT_FALSE(this->state("C").anonymised);
  EXPECT_EQ(this->store().snapshot().cases.size(), 4u);
  EXPECT_EQ(this->store().snapshot().persons.size(), 4u);
}

TYPED_TEST_P(ExpiryContract, RetentionOfManyRunsInSlices) {
  std::vector<PreparedRecord> records;
  for (int i = 0; i < 1001; ++i) records.push_back(waiting("R" + std::to_string(i), 1, "c"));
  apply_now(this->store(), submission_row("S1", 1), records);
  EXPECT_EQ(this->retain({at(2), {}, {}, {}}), 1001u);
  EXPECT_EQ(this->counts("S1").rejected, 1001u);
}

REGISTER_TYPED_TEST_SUITE_P(ExpiryContract, WaitingRecordExpiresAndItsReceiptSaysSo,
                            OldSubmissionsKeysAndEmptyRecordsAreDeleted,
                            ClosedCasesLoseTheirPersonUnlessANewerVersionWaits, RetentionOfManyRunsInSlices);

}  // namespace raccordo::store
