// Contract of the erasure of a record of which several persons or Comuni have a content: only the erased
// person's or Comune's content is removed (docs/records.md#erasure).
#pragma once

#include "decision_contract.hpp"
#include "held_contract.hpp"

namespace raccordo::store {

template <class F>
class ErasureContract : public DecisionContract<F> {
 protected:
  static constexpr auto kSource = "isola-bergamasca";
  std::size_t held_of(const std::string& person) {
    return this->store().held().of_person({digest_of(person)}, 10, "").items.size();
  }
  std::optional<RecordState> seen_by(const model::Comuni& comuni) {
    return this->store().record(kSource, "A", {comuni, "x", ""});
  }
  /// Expects the first Comune's record erased; the second's still waits, and its receipt says so.
  void expect_claim_alone() {
    this->reopen();
    EXPECT_EQ(held_of("p1"), 0u);
    EXPECT_EQ(held_of("p2"), 1u);
    EXPECT_FALSE(seen_by(kOneComune));
    const auto state = seen_by(kOtherComune).value();
    EXPECT_EQ(state.outcome, model::Outcome::quarantined);
    EXPECT_EQ(state.submission, "S2");
    EXPECT_EQ(state.version, at(7));
    EXPECT_EQ(codes_of(state.issues), std::vector{model::IssueCode::record_taken_over});
    EXPECT_FALSE(state.last_attempt);
    EXPECT_EQ(this->counts("S2").quarantined, 1u);
    EXPECT_EQ(codes_of(this->store().issues("S2", 10, "").items),
              std::vector{model::IssueCode::record_taken_over});
    EXPECT_TRUE(this->store().snapshot().cases.empty());
    EXPECT_TRUE(this->store().snapshot().persons.empty());
    EXPECT_EQ(this->store().source_counts().at(0).accepted, 0u);
    EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
  }
  /// p1's version 1 is accepted, p2's version 2 of the same Comune waits for a code.
  void change_person() {
    this->send(of_comune(accepted("A", 1, "one"), "016198", "p1"), "S1", 1);
    this->send(of_comune(waiting("A", 2, "two"), "016198", "p2"), "S2", 2);
  }
};
TYPED_TEST_SUITE_P(ErasureContract);

TYPED_TEST_P(ErasureContract, ErasedPersonLeavesTheWaitingContentOfAnother) {
  this->take_over();
  const auto erased = erase_person_now(this->store(), "p1");
  EXPECT_EQ(erased.records, 1u);
  EXPECT_EQ(erased.waiting, 0u);
  this->expect_claim_alone();
  ASSERT_EQ(this->accept(this->awaiting()), Decided::done);
  const auto state = this->state("A");
  EXPECT_EQ(state.outcome, model::Outcome::accepted);
  EXPECT_EQ(state.owner, "016024");
  EXPECT_EQ(this->counts("S2").accepted, 1u);
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 1u);
}

TYPED_TEST_P(ErasureContract, ClientErasesOnlyContentsOfItsComuni) {
  this->take_over();
  EXPECT_EQ(erase_now(this->store(), "A", {kOneComune, "x", ""}), Erased::done);
  this->expect_claim_alone();
  EXPECT_EQ(erase_now(this->store(), "A", {kOneComune, "x", ""}), Erased::nothing);
  EXPECT_EQ(this->held_of("p2"), 1u);
  ASSERT_EQ(this->reject(this->awaiting()), Decided::done);
  EXPECT_EQ(this->counts("S2").rejected, 1u);
  EXPECT_EQ(this->seen_by(kOtherComune)->outcome, model::Outcome::rejected);
}

TYPED_TEST_P(ErasureContract, ClientOfTwoComuniMayNameOne) {
  this->take_over();
  EXPECT_EQ(erase_now(this->store(), "A", {kBothComuni, "x", "016198"}), Erased::done);
  this->expect_claim_alone();
  this->start_afresh();
  this->take_over();
  EXPECT_EQ(erase_now(this->store(), "A", {kBothComuni, "x", ""}), Erased::done);
  EXPECT_EQ(this->held_of("p2"), 0u);
  EXPECT_FALSE(this->store().record(this->kSource, "A"));
}

TYPED_TEST_P(ErasureContract, WaitingContentIsErasedOnlyByItsComuneOrPerson) {
  this->take_over();
  EXPECT_EQ(erase_now(this->store(), "A", {kOtherComune, "x", ""}), Erased::done);
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
  EXPECT_TRUE(this->store().issues("S2", 10, "").items.empty());
  this->expect_untouched("S1", 5);
  EXPECT_EQ(erase_now(this->store(), "A", {kOtherComune, "x", ""}), Erased::nothing);
  // An administrator of the second Comune can erase it too; one of the first cannot.
  send_as(this->store(), "S3", 12, this->taken("seven", 7), kBothComuni);
  const auto erase_within = [&](const model::Comuni& comuni) {
    return await<SubjectErasure>([&](auto done) {
             this->store().held().erase_person({digest_of("p2")}, act("subject.erase", "r"), done, comuni);
           })
        .waiting;
  };
  EXPECT_EQ(erase_within(kOneComune), 0u);
  EXPECT_EQ(erase_within(kOtherComune), 1u);
  this->expect_untouched("S1", 5);
}

TYPED_TEST_P(ErasureContract, RecordSentAgainAfterErasureIsStored) {
  this->take_over();
  erase_person_now(this->store(), "p1");
  // The waiting record still waits; the first Comune's record is stored beside it.
  EXPECT_EQ(send_as(this->store(), "S3", 12, this->taken("seven", 7), kOtherComune).outcome,
            model::Outcome::quarantined);
  EXPECT_EQ(this->store().quarantine({}, 10, "").items.size(), 1u);
  EXPECT_EQ(
      send_as(this->store(), "S4", 13, of_comune(accepted("A", 5, "five"), "016198"), kOneComune).outcome,
      model::Outcome::accepted);
  this->expect_untouched("S4", 5);
  EXPECT_EQ(this->awaiting().owner, "016024");
  EXPECT_EQ(this->held_of("p2"), 1u);
}

TYPED_TEST_P(ErasureContract, TwoPersonsWithOneIdAreErasedSeparately) {
  this->change_person();
  EXPECT_EQ(erase_person_now(this->store(), "p1").records, 1u);
  auto state = this->state("A");
  EXPECT_EQ(state.outcome, model::Outcome::quarantined);
  EXPECT_EQ(state.submission, "S2");
  const auto told = codes_of(this->store().issues("S2", 10, "").items);
  EXPECT_EQ(told, (std::vector{model::IssueCode::unmapped_code, model::IssueCode::person_changed}));
  EXPECT_EQ(this->held_of("p2"), 1u);
  EXPECT_TRUE(this->store().snapshot().cases.empty());
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 0u);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 1u);
  this->start_afresh();
  this->change_person();
  EXPECT_EQ(erase_person_now(this->store(), "p2").waiting, 1u);
  this->reopen();
  state = this->state("A");
  EXPECT_EQ(state.outcome, model::Outcome::accepted);
  EXPECT_EQ(state.submission, "S1");
  EXPECT_EQ(this->held_of("p2"), 0u);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
  EXPECT_EQ(this->send(of_comune(accepted("A", 1, "one"), "016198", "p1"), "S3", 3).outcome,
            model::Outcome::unchanged);
}

TYPED_TEST_P(ErasureContract, RetentionKeepsRecordsThatAwaitADecision) {
  auto closed = of_comune(accepted("A", 5, "five"), "016198");
  closed.facts.closed = *base::parse_iso_date("2001-01-01");
  send_as(this->store(), "S1", 10, closed, kOneComune);
  send_as(this->store(), "S2", 11, this->taken("seven", 7), kBothComuni);
  CaseStore::RetentionCutoffs cutoffs;
  cutoffs.closed_before = *base::parse_iso_date("2010-01-01");
  EXPECT_EQ(this->retain(cutoffs), 0u);
  EXPECT_EQ(this->held_of("p2"), 1u);
  erase_person_now(this->store(), "p1");
  cutoffs.submissions = at(1000);
  cutoffs.closed_before = {};
  cutoffs.quarantine = {};
  this->retain(cutoffs);
  EXPECT_EQ(this->held_of("p2"), 1u);
}

TYPED_TEST_P(ErasureContract, ExpiredWaitingContentIsReported) {
  this->take_over();
  erase_person_now(this->store(), "p1");
  CaseStore::RetentionCutoffs cutoffs;
  cutoffs.quarantine = at(1000);
  this->retain(cutoffs);
  EXPECT_EQ(this->held_of("p2"), 0u);
  EXPECT_EQ(this->seen_by(kOtherComune)->outcome, model::Outcome::rejected);
  EXPECT_EQ(this->counts("S2").rejected, 1u);
  EXPECT_EQ(codes_of(this->store().issues("S2", 10, "").items).back(), model::IssueCode::quarantine_expired);
}

TYPED_TEST_P(ErasureContract, RejectionWithoutComuneIsNotASecondRecord) {
  const auto in = [](PreparedRecord record, const std::string& owner) {
    auto made = of_comune(std::move(record), owner, "p" + owner);
    made.per_owner = true;
    return made;
  };
  const RecordReach own{kBothComuni, "isola", ""};
  const auto spoil = [&](const std::string& submission, const std::string& client) {
    return apply_now(this->store(), sending(submission, 10, in(rejected("A", 5), ""), kBothComuni, client));
  };
  spoil("S1", "isola");
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", own)->outcome, model::Outcome::rejected);
  // A correct record of the same client replaces it; the receipt keeps the issue.
  const auto told = this->store().issues("S1", 10, "").items.size();
  EXPECT_GT(told, 0u);
  send_as(this->store(), "S2", 11, in(accepted("A", 5, "five"), "016198"), kBothComuni);
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", own)->others, 0u);
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", own)->owner, "016198");
  EXPECT_EQ(this->store().records("isola-bergamasca", {}, 10, "", own).items.size(), 1u);
  EXPECT_EQ(this->store().issues("S1", 10, "").items.size(), told);
  // A later rejection, or another client's, hides nothing; an erasure of the id removes the client's own.
  spoil("S3", "isola");
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", own)->others, 0u);
  EXPECT_EQ(erase_now(this->store(), "A", {kBothComuni, "isola", "016198"}), Erased::done);
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A", own));
  spoil("S4", "other");
  send_as(this->store(), "S5", 12, in(accepted("A", 5, "five"), "016198"), kBothComuni);
  send_as(this->store(), "S6", 13, in(accepted("A", 5, "five"), "016024"), kBothComuni);
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", {kBothComuni, "", ""})->others, 1u);
  EXPECT_EQ(erase_now(this->store(), "A", own), Erased::several);
  EXPECT_EQ(this->store().record("isola-bergamasca", "A", {kOneComune, "other", ""})->owner, "016198");
}

REGISTER_TYPED_TEST_SUITE_P(ErasureContract, RejectionWithoutComuneIsNotASecondRecord,
                            ErasedPersonLeavesTheWaitingContentOfAnother, ClientErasesOnlyContentsOfItsComuni,
                            ClientOfTwoComuniMayNameOne, WaitingContentIsErasedOnlyByItsComuneOrPerson,
                            RecordSentAgainAfterErasureIsStored, TwoPersonsWithOneIdAreErasedSeparately,
                            RetentionKeepsRecordsThatAwaitADecision, ExpiredWaitingContentIsReported);

}  // namespace raccordo::store
