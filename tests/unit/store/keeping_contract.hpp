// Contract of tables, retention and of what outlives a restart.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

TYPED_TEST_P(KeepingContract, EverythingIsThereAfterReopening) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  this->send(waiting("B", 1, "b"), "S2", 2);
  this->reopen();
  EXPECT_EQ(this->state("A").outcome, model::Outcome::accepted);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->store().quarantine("", 10, "").items.at(0).sealed_fields, "sealed:b");
  EXPECT_EQ(this->send(accepted("A", 1, "a"), "S3", 3).outcome, model::Outcome::unchanged);
  EXPECT_NO_THROW(this->store().ping());
}

TYPED_TEST_P(KeepingContract, WaitingRecordExpiresAndItsReceiptSaysSo) {
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
  EXPECT_TRUE(this->store().quarantine("", 10, "").items.empty());
  EXPECT_TRUE(this->store().worklist().empty());
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
  EXPECT_EQ(this->send(waiting("A", 2, "b"), "S3", 20).outcome, model::Outcome::quarantined);
}

TYPED_TEST_P(KeepingContract, OldSubmissionsKeysAndEmptyRecordsGo) {
  this->send(rejected("A", 1), "S1", 10);
  this->send(accepted("B", 1, "b"), "S2", 10);
  this->send(rejected("C", 1), "S3", 11);
  auto spooled = submission_row("S4", 1);
  spooled.spool = "S4.sealed";
  await<bool>([&](auto done) { this->store().put_submission(spooled, {}, done); });
  await<std::optional<IdempotencyRow>>(
      [&](auto done) { this->store().reserve_key("c", "s", "K", digest_of("b"), at(5), done); });
  // A and its submission, S2, and the key.
  EXPECT_EQ(this->retain({{}, at(11), at(6), {}}), 4u);
  EXPECT_FALSE(this->store().submission("S1"));
  EXPECT_TRUE(this->store().submission("S3"));
  EXPECT_TRUE(this->store().submission("S4"));
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A"));
  EXPECT_TRUE(this->store().record("isola-bergamasca", "C"));
  EXPECT_EQ(this->state("B").submission, "S2");
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
}

TYPED_TEST_P(KeepingContract, ClosedCasesLoseTheirPersonUnlessANewerVersionWaits) {
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

TYPED_TEST_P(KeepingContract, RetentionOfManyGoesInSlicesToTheEnd) {
  std::vector<PreparedRecord> records;
  for (int i = 0; i < 1001; ++i) records.push_back(waiting("R" + std::to_string(i), 1, "c"));
  apply_now(this->store(), submission_row("S1", 1), records);
  EXPECT_EQ(this->retain({at(2), {}, {}, {}}), 1001u);
  EXPECT_EQ(this->counts("S1").rejected, 1001u);
}

TYPED_TEST_P(KeepingContract, FilledFieldsOfTheLastThousandRecordsOutliveARestart) {
  const auto type = static_cast<std::size_t>(model::Field::intervention_type);
  const auto send_many = [&](const std::string& id, std::size_t count, model::FillMask filled) {
    std::vector<PreparedRecord> records;
    for (std::size_t i = 0; i < count; ++i) {
      auto record = i % 2 == 0 ? accepted((id + std::to_string(i)).c_str(), 1, "a") : rejected("", 1);
      record.number = i + 1;
      record.filled = filled;
      records.push_back(std::move(record));
    }
    apply_now(this->store(), submission_row(id, 1), std::move(records));
  };
  send_many("S1", 1200, model::FillMask{1} << type);
  EXPECT_EQ(this->store().fills().last_records("isola-bergamasca").records, 600u);
  EXPECT_EQ(this->store().fills().last_records("isola-bergamasca").filled[type], 600u);
  send_many("S2", 1000, 0);
  this->reopen();
  const auto counts = this->store().fills().last_records("isola-bergamasca");
  EXPECT_EQ(counts.records, 1000u);
  EXPECT_EQ(counts.filled[type], 500u);
  EXPECT_EQ(this->store().fills().last_records("bergamo").records, 0u);
}

TYPED_TEST_P(KeepingContract, FallenFieldsStandUntilTheyAreFilledAgain) {
  const auto judge = [&](const std::string& id, std::int64_t received, FillVerdict verdict) {
    ApplyRequest request;
    request.submission = submission_row(id, received);
    request.fills = std::move(verdict);
    await<std::vector<AppliedRecord>>([&](auto done) { this->store().apply(std::move(request), done); });
  };
  judge("S1", 1, {150, {"interventions.type", "opened"}, {}});
  judge("S2", 2, {120, {"interventions.type"}, {"opened"}});
  this->reopen();
  const auto fallen = this->store().fills().fallen();
  ASSERT_EQ(fallen.size(), 1u);
  EXPECT_EQ(fallen[0].source, "isola-bergamasca");
  EXPECT_EQ(fallen[0].field, "interventions.type");
  EXPECT_EQ(fallen[0].submission, "S2");
  EXPECT_EQ(fallen[0].records, 120u);
  EXPECT_EQ(fallen[0].first_seen, at(1));
  EXPECT_EQ(fallen[0].last_seen, at(2));
}

REGISTER_TYPED_TEST_SUITE_P(KeepingContract, EverythingIsThereAfterReopening,
                            WaitingRecordExpiresAndItsReceiptSaysSo, OldSubmissionsKeysAndEmptyRecordsGo,
                            ClosedCasesLoseTheirPersonUnlessANewerVersionWaits,
                            RetentionOfManyGoesInSlicesToTheEnd,
                            FilledFieldsOfTheLastThousandRecordsOutliveARestart,
                            FallenFieldsStandUntilTheyAreFilledAgain);

}  // namespace raccordo::store
