// Contract of retention: the person is removed, the fact still counts (docs/records.md#retention).
#pragma once

#include "retention_fixture.hpp"

namespace raccordo::store {

TYPED_TEST_P(RetentionContract, ClosedCaseStillCountsWithoutItsPerson) {
  this->send(this->closed("A"), "S1", 1);
  const auto before = this->store().snapshot();
  EXPECT_EQ(this->retain_closed(), 1u);
  const auto set = this->store().snapshot();
  ASSERT_EQ(set.cases.size(), 1u);
  ASSERT_EQ(set.persons.size(), 1u);
  EXPECT_EQ(set.codes.text(set.persons[0].sex), "F");
  EXPECT_EQ(set.persons[0].birth, (base::Date{1980, 0, 0}));
  EXPECT_EQ(set.persons[0].key, before.persons[0].key);
  const auto& fact = set.cases[0];
  EXPECT_EQ(fact.opened, (base::Date{2009, 3, 1}));
  EXPECT_EQ(fact.closed, (base::Date{2010, 6, 1}));
  EXPECT_EQ(set.codes.text(fact.owner), "016198");
  EXPECT_EQ(set.codes.text(fact.source), "isola-bergamasca");
  EXPECT_EQ(fact.needs.size(), 2u);
  ASSERT_EQ(fact.interventions.size(), 1u);
  EXPECT_EQ(fact.interventions[0].amount_cents, 110'000);
  EXPECT_EQ(fact.interventions[0].start, (base::Date{2016, 4, 1}));
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 1u);
  EXPECT_EQ(this->retain_closed(), 0u);
}

TYPED_TEST_P(RetentionContract, RecordShowsOnlyAnonymised) {
  this->send(this->closed("A"), "S1", 1);
  this->retain_closed();
  const auto state = this->state("A");
  EXPECT_TRUE(state.anonymised);
  EXPECT_EQ(state.owner, "016198");
  EXPECT_EQ(state.submission, "");
  ASSERT_EQ(state.issues.size(), 1u);
  EXPECT_EQ(state.issues[0].code, model::IssueCode::beyond_retention);
  EXPECT_FALSE(this->store().record("isola-bergamasca", "B"));
  EXPECT_FALSE(this->store().record("treviglio", "A"));
  EXPECT_FALSE(this->store().held().record("isola-bergamasca", "A"));
  EXPECT_TRUE(this->store().records("isola-bergamasca", {}, 10, "").items.empty());
  EXPECT_TRUE(this->store().held().of_person({digest_of("p1")}, 10, "").items.empty());
}

TYPED_TEST_P(RetentionContract, FactKeepsThePersonWhileOtherRecordsStay) {
  this->send(this->closed("A"), "S1", 1);
  this->send(accepted("B", 1, "open"), "S2", 1);
  this->retain_closed();
  auto set = this->store().snapshot();
  ASSERT_EQ(set.cases.size(), 2u);
  ASSERT_EQ(set.persons.size(), 1u);
  EXPECT_EQ(set.persons[0].birth, (base::Date{1980, 1, 2}));
  const auto key = set.persons[0].key;
  EXPECT_EQ(this->store().held().of_person({digest_of("p1")}, 10, "").items.size(), 2u);

  ASSERT_EQ(erase_now(this->store(), "B"), Erased::done);
  set = this->store().snapshot();
  ASSERT_EQ(set.cases.size(), 1u);
  ASSERT_EQ(set.persons.size(), 1u);
  EXPECT_EQ(set.persons[0].birth, (base::Date{1980, 0, 0}));
  EXPECT_EQ(set.persons[0].key, key);
  EXPECT_TRUE(this->store().held().of_person({digest_of("p1")}, 10, "").items.empty());
  // The person returns under a new number.
  this->send(accepted("C", 1, "new"), "S3", 2);
  EXPECT_EQ(this->store().snapshot().persons.size(), 2u);
}

TYPED_TEST_P(RetentionContract, FactsOfOnePersonMoveTogether) {
  this->send(this->closed("A"), "S1", 1);
  this->send(this->closed("B"), "S2", 1);
  EXPECT_EQ(this->retain_closed(), 2u);
  const auto set = this->store().snapshot();
  ASSERT_EQ(set.cases.size(), 2u);
  EXPECT_EQ(set.persons.size(), 1u);
  EXPECT_EQ(set.cases[0].person, set.cases[1].person);
}

TYPED_TEST_P(RetentionContract, SentAgainBeyondRetentionIsUnchanged) {
  this->send(this->closed("A"), "S1", 1);
  this->retain_closed();
  auto again = this->closed("A");
  again.version = at(50);
  again.content = digest_of("other");
  EXPECT_EQ(this->send(again, "S2", 2).outcome, model::Outcome::unchanged);
  EXPECT_EQ(this->counts("S2").unchanged, 1u);
  EXPECT_TRUE(this->state("A").anonymised);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  auto waits = waiting("A", 60, "w");
  waits.beyond_retention = true;
  EXPECT_EQ(this->send(waits, "S3", 3).outcome, model::Outcome::unchanged);
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
}

TYPED_TEST_P(RetentionContract, ReopenedCaseWaitsForADecision) {
  this->send(this->closed("A"), "S1", 1);
  this->retain_closed();
  const auto applied = this->send(this->reopened("A"), "S2", 2);
  EXPECT_EQ(applied.outcome, model::Outcome::quarantined);
  ASSERT_EQ(applied.issues.size(), 1u);
  EXPECT_EQ(applied.issues[0].code, model::IssueCode::beyond_retention);
  EXPECT_EQ(applied.issues[0].severity, model::Severity::error);
  EXPECT_EQ(this->counts("S2").quarantined, 1u);
  ASSERT_EQ(this->issues("S2").size(), 1u);
  EXPECT_EQ(this->issues("S2")[0].outcome, model::Outcome::quarantined);
  const auto held = this->store().quarantine({}, 10, "").items;
  ASSERT_EQ(held.size(), 1u);
  EXPECT_EQ(held[0].sealed_fields, "sealed:reopened");
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->store().snapshot().persons.size(), 1u);
  EXPECT_EQ(this->state("A").outcome, model::Outcome::quarantined);
  // Sent again as reopened it still waits; sent as closed long ago it does not.
  EXPECT_EQ(this->send(this->reopened("A"), "S3", 3).outcome, model::Outcome::quarantined);
  auto old = this->closed("A");
  old.version = at(50);
  EXPECT_EQ(this->send(old, "S4", 4).outcome, model::Outcome::unchanged);
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
  EXPECT_TRUE(this->state("A").anonymised);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
}

TYPED_TEST_P(RetentionContract, AcceptedReopenedCaseReplacesItsFact) {
  this->send(this->closed("A"), "S1", 1);
  this->retain_closed();
  this->send(this->reopened("A"), "S2", 2);
  auto decided = this->reopened("A");
  decided.decided = true;
  EXPECT_EQ(this->send(decided, "S3", 3).outcome, model::Outcome::accepted);
  const auto set = this->store().snapshot();
  ASSERT_EQ(set.cases.size(), 1u);
  EXPECT_EQ(set.persons.size(), 1u);
  EXPECT_EQ(set.cases[0].closed, base::Date{});
  EXPECT_FALSE(this->state("A").anonymised);
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 1u);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
}

TYPED_TEST_P(RetentionContract, RefusedSendingKeepsTheFact) {
  this->send(this->closed("A"), "S1", 1);
  this->retain_closed();
  EXPECT_EQ(this->send(rejected("A", 9), "S2", 2).outcome, model::Outcome::rejected);
  EXPECT_TRUE(this->state("A").anonymised);
  EXPECT_EQ(this->issues("S2").size(), 1u);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
}

TYPED_TEST_P(RetentionContract, ErasureRemovesFactAndDigest) {
  this->send(this->closed("A"), "S1", 1);
  this->retain_closed();
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::done);
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::nothing);
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A"));
  EXPECT_TRUE(this->store().snapshot().cases.empty());
  EXPECT_TRUE(this->store().snapshot().persons.empty());
  EXPECT_TRUE(this->issues("S1").empty());
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 0u);
  EXPECT_EQ(this->send(this->reopened("A"), "S2", 2).outcome, model::Outcome::accepted);
}

TYPED_TEST_P(RetentionContract, ErasedPersonLosesFactsAsWell) {
  this->send(this->closed("A"), "S1", 1);
  this->send(accepted("B", 1, "open"), "S2", 1);
  this->send(this->closed("C", "p2"), "S3", 1);
  this->retain_closed();
  const auto erased = await<SubjectErasure>([&](auto done) {
    this->store().held().erase_person({digest_of("p1")}, act("subject.erase", "person"), done);
  });
  EXPECT_EQ(erased.records, 2u);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->store().snapshot().persons.size(), 1u);
}

TYPED_TEST_P(RetentionContract, ReceiptsNameTheRecordByItsPlaceOnly) {
  auto record = this->closed("A");
  record.number = 3;
  auto warning = issue_of(model::IssueCode::beyond_retention);
  warning.severity = model::Severity::warning;
  warning.record = 3;
  warning.record_id = "A";
  record.issues = {warning};
  this->send(record, "S1", 1);
  this->send(record, "S2", 2);
  this->send(this->closed("B", "p2"), "S3", 3);
  this->retain_closed();
  for (const auto* submission : {"S1", "S2", "S3"}) {
    const auto told = this->issues(submission);
    ASSERT_EQ(told.size(), 1u) << submission;
    EXPECT_EQ(told[0].code, model::IssueCode::beyond_retention);
    EXPECT_EQ(told[0].severity, model::Severity::warning);
    EXPECT_EQ(told[0].record_id, "");
    EXPECT_EQ(told[0].value, "");
  }
  EXPECT_EQ(this->issues("S1")[0].record, 3u);
  EXPECT_EQ(this->issues("S1")[0].outcome, model::Outcome::accepted);
  EXPECT_EQ(this->issues("S2")[0].outcome, model::Outcome::unchanged);
  EXPECT_EQ(this->counts("S1").accepted, 1u);
}

TYPED_TEST_P(RetentionContract, AuditHasCountsOnceAndNoIds) {
  std::vector<PreparedRecord> records;
  for (int i = 0; i < 450; ++i)
    records.push_back(this->closed("R" + std::to_string(i), "p" + std::to_string(i)));
  apply_now(this->store(), submission_row("S1", 1), records);
  this->send(waiting("W", 1, "w"), "S2", 1);
  this->retain({at(2), {}, {}, {2010, 6, 30}});
  const auto entries = this->told();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].event.details,
            (std::map<std::string, std::string>{{"anonymised", "450"}, {"quarantine_expired", "1"}}));
  this->retain({at(2), {}, {}, {2010, 6, 30}});
  EXPECT_EQ(this->told().size(), 1u);
  EXPECT_EQ(this->store().snapshot().cases.size(), 450u);
}

TYPED_TEST_P(RetentionContract, EverySubmissionReportsItsExpiredRecord) {
  this->send(waiting("A", 1, "a"), "S1", 1);
  this->send(waiting("A", 1, "a"), "S2", 2);
  EXPECT_EQ(this->retain({at(3), {}, {}, {}}), 1u);
  for (const auto* submission : {"S1", "S2"}) {
    EXPECT_EQ(this->counts(submission).quarantined, 0u) << submission;
    EXPECT_EQ(this->counts(submission).rejected, 1u) << submission;
    EXPECT_EQ(this->issues(submission).back().code, model::IssueCode::quarantine_expired) << submission;
  }
}

TYPED_TEST_P(RetentionContract, UndecidedReopenedCaseExpiresAndItsFactStays) {
  this->send(this->closed("A"), "S1", 1);
  this->retain_closed();
  this->send(this->reopened("A"), "S2", 2);
  EXPECT_EQ(this->retain({at(3), {}, {}, {2010, 6, 30}}), 1u);
  EXPECT_EQ(this->counts("S2").rejected, 1u);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->retain({at(3), at(3), {}, {2010, 6, 30}}), 3u);  // the row, S1 and S2
  EXPECT_TRUE(this->state("A").anonymised);
}

TYPED_TEST_P(RetentionContract, TwoComuniWithOneIdKeepAFactEach) {
  const auto of = [](PreparedRecord record, const std::string& owner) {
    record.per_owner = true;
    record.owner = owner;
    return record;
  };
  const auto reach = [](const std::string& comune) { return RecordReach{model::Comuni::all(), "", comune}; };
  const auto state = [&](const std::string& comune) {
    return this->store().record("isola-bergamasca", "A", reach(comune)).value();
  };
  this->send(of(this->closed("A", "p1"), "016198"), "S1", 1);
  this->send(of(this->closed("A", "p2"), "016024"), "S2", 2);
  EXPECT_EQ(this->retain_closed(), 2u);
  EXPECT_EQ(this->store().snapshot().cases.size(), 2u);
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 2u);
  EXPECT_EQ(state("016198").owner, "016198");
  EXPECT_EQ(state("016024").owner, "016024");
  EXPECT_EQ(state("").others, 1u);
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A", reach("016001")));
  // Sent again, each Comune's record matches its own case; a third Comune's matches none.
  auto again = of(this->closed("A", "p2"), "016024");
  again.version = at(50);
  EXPECT_EQ(this->send(again, "S3", 3).outcome, model::Outcome::unchanged);
  EXPECT_EQ(this->send(of(this->reopened("A"), "016024"), "S4", 4).outcome, model::Outcome::quarantined);
  EXPECT_EQ(this->send(of(this->reopened("A"), "016001"), "S5", 5).outcome, model::Outcome::accepted);
  EXPECT_TRUE(state("016198").anonymised);
  EXPECT_EQ(state("016024").outcome, model::Outcome::quarantined);
  EXPECT_EQ(state("").others, 2u);
  // The explanation of a record also says that the id alone is ambiguous.
  EXPECT_EQ(this->store().held().record("isola-bergamasca", "A", reach(""))->state.others, 2u);
  EXPECT_EQ(this->store().held().record("isola-bergamasca", "A", reach("016024"))->state.others, 0u);
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::several);
  // The waiting record is deleted together with the fact beside which it waits.
  EXPECT_EQ(erase_now(this->store(), "A", reach("016024")), Erased::done);
  EXPECT_EQ(erase_now(this->store(), "A", reach("016024")), Erased::nothing);
  EXPECT_EQ(this->store().snapshot().cases.size(), 2u);
  EXPECT_EQ(erase_now(this->store(), "A", reach("016198")), Erased::done);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(state("").owner, "016001");
  EXPECT_EQ(state("").others, 0u);
}

TYPED_TEST_P(RetentionContract, IsRecognisedAfterReopening) {
  this->send(this->closed("A"), "S1", 1);
  this->retain_closed();
  this->reopen();
  EXPECT_TRUE(this->state("A").anonymised);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
}

REGISTER_TYPED_TEST_SUITE_P(RetentionContract, ClosedCaseStillCountsWithoutItsPerson,
                            RecordShowsOnlyAnonymised, FactKeepsThePersonWhileOtherRecordsStay,
                            FactsOfOnePersonMoveTogether, SentAgainBeyondRetentionIsUnchanged,
                            ReopenedCaseWaitsForADecision, AcceptedReopenedCaseReplacesItsFact,
                            RefusedSendingKeepsTheFact, ErasureRemovesFactAndDigest,
                            ErasedPersonLosesFactsAsWell, ReceiptsNameTheRecordByItsPlaceOnly,
                            AuditHasCountsOnceAndNoIds, EverySubmissionReportsItsExpiredRecord,
                            UndecidedReopenedCaseExpiresAndItsFactStays, TwoComuniWithOneIdKeepAFactEach,
                            IsRecognisedAfterReopening);

}  // namespace raccordo::store
