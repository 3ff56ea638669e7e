// Contract of the rights of persons beside erasure: what is shown of a person is of nobody else, and what is
// restricted is kept but not counted (docs/records.md#restriction).
#pragma once

#include "erasure_contract.hpp"

namespace raccordo::store {

template <class F>
class RestrictionContract : public DecisionContract<F> {
 protected:
  using Result = RestrictionChange::Result;
  RestrictionChange change(RestrictionStep step, const std::string& person = "p1") {
    return await<RestrictionChange>([&](auto done) {
      this->store().held().restrict_person(digest_of(person), step, act("subject.restrict", "R1"), done);
    });
  }
  Result restrict(const std::string& person = "p1") {
    return change(RestrictionStep::restrict, person).result;
  }
  Result lift(const std::string& person = "p1") { return change(RestrictionStep::lift, person).result; }
  std::size_t counted() { return this->store().snapshot().cases.size(); }
  std::vector<HeldRecord> held_of(const std::string& person,
                                  const model::Comuni& comuni = model::Comuni::all()) {
    return this->store().held().of_person({digest_of(person)}, 10, "", comuni).items;
  }
  PersonTrail trail_of(const std::string& person) {
    return this->store().held().trail_of({digest_of(person)});
  }
};
TYPED_TEST_SUITE_P(RestrictionContract);

TYPED_TEST_P(RestrictionContract, PersonWhoseContentWaitsBesideAnothersRecordSeesOnlyTheirOwn) {
  this->take_over();  // p1's record A of 016198; p2's content of 016024 awaits a decision beside it
  const auto first = this->held_of("p1");
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].body, "{\"record\":\"five\"}");
  EXPECT_TRUE(first[0].beside.empty());
  EXPECT_FALSE(first[0].state.last_attempt);
  const auto second = this->held_of("p2");
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0].body, "");
  EXPECT_FALSE(second[0].accepted_version);
  ASSERT_EQ(second[0].beside.size(), 1u);
  EXPECT_EQ(second[0].state.owner, "016024");
  EXPECT_EQ(second[0].state.submission, "S2");
  EXPECT_EQ(second[0].state.outcome, model::Outcome::quarantined);
  EXPECT_TRUE(this->held_of("p2", kOneComune).empty());
  EXPECT_EQ(this->held_of("p2", kOtherComune).size(), 1u);
}

TYPED_TEST_P(RestrictionContract, PersonWhoseRecordIsClaimedForAnotherSeesOnlyTheirOwn) {
  auto newer = waiting("A", 2, "two");
  newer.person.pseudonym = digest_of("p2");
  this->send(accepted("A", 1, "one"), "S1", 1);
  this->send(std::move(newer), "S2", 2);
  const auto first = this->held_of("p1");
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].body, "{\"record\":\"one\"}");
  EXPECT_FALSE(first[0].waiting);
  EXPECT_EQ(first[0].state.outcome, model::Outcome::accepted);
  EXPECT_EQ(first[0].state.submission, "S1");
  EXPECT_TRUE(first[0].state.issues.empty());
  const auto second = this->held_of("p2");
  ASSERT_EQ(second.size(), 1u);
  EXPECT_EQ(second[0].body, "");
  EXPECT_EQ(second[0].waiting.value().sealed_fields, "sealed:two");
  EXPECT_EQ(second[0].state.submission, "S2");
}

TYPED_TEST_P(RestrictionContract, RestrictedPersonIsKeptAndNotCountedUntilItIsLifted) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  this->send(accepted("B", 1, "b", "p2"), "S2", 2);
  EXPECT_EQ(this->restrict(), RestrictionChange::Result::done);
  this->reopen();
  EXPECT_EQ(this->restrict(), RestrictionChange::Result::already);
  const auto set = this->store().snapshot();
  ASSERT_EQ(set.cases.size(), 1u);
  EXPECT_EQ(set.persons.size(), 1u);
  EXPECT_EQ(this->store().settled_snapshot().facts.cases.size(), 1u);
  EXPECT_EQ(this->held_of("p1").size(), 1u);
  const auto told = this->trail_of("p1").restrictions;
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].actor, "administrator");
  EXPECT_EQ(told[0].reason, "asked for by the person");
  EXPECT_TRUE(this->trail_of("p2").restrictions.empty());
  EXPECT_EQ(this->lift(), RestrictionChange::Result::done);
  EXPECT_EQ(this->lift(), RestrictionChange::Result::already);
  EXPECT_EQ(this->counted(), 2u);
  EXPECT_EQ(this->store().audit().head().seq, 2);
}

TYPED_TEST_P(RestrictionContract, RecordsSentAfterwardsAreStoredAndNotCounted) {
  this->send(waiting("A", 1, "a"), "S1", 1);
  EXPECT_EQ(this->restrict(), RestrictionChange::Result::done);
  this->send(accepted("A", 2, "mapped"), "S2", 2);
  this->send(accepted("B", 1, "b"), "S3", 3);
  this->send(accepted("B", 2, "corrected"), "S4", 4);
  EXPECT_EQ(this->counts("S4").accepted, 1u);
  EXPECT_EQ(this->counted(), 0u);
  EXPECT_EQ(this->held_of("p1").size(), 2u);
  EXPECT_EQ(this->held_of("p1")[1].body, "{\"record\":\"corrected\"}");
  EXPECT_EQ(this->lift(), RestrictionChange::Result::done);
  EXPECT_EQ(this->counted(), 2u);
}

TYPED_TEST_P(RestrictionContract, NobodyIsRestrictedOfWhomNothingIsStored) {
  this->send(accepted("A", 1, "a", "p2"), "S1", 1);
  EXPECT_EQ(this->restrict(), RestrictionChange::Result::nothing);
  EXPECT_EQ(this->lift(), RestrictionChange::Result::nothing);
  EXPECT_EQ(this->counted(), 1u);
  EXPECT_EQ(this->store().audit().head().seq, 0);
}

TYPED_TEST_P(RestrictionContract, SenderCannotDeleteWhatIsRestricted) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  this->send(waiting("B", 1, "b"), "S2", 2);
  this->restrict();
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::restricted);
  EXPECT_EQ(erase_now(this->store(), "B"), Erased::restricted);
  EXPECT_EQ(this->held_of("p1").size(), 2u);
  EXPECT_EQ(this->store().audit().head().seq, 1);
  this->lift();
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::done);
  EXPECT_EQ(erase_now(this->store(), "B"), Erased::done);
}

TYPED_TEST_P(RestrictionContract, DeletionTakesWhatIsNotRestrictedBesideIt) {
  this->take_over();
  EXPECT_EQ(this->restrict("p2"), RestrictionChange::Result::done);
  EXPECT_EQ(erase_now(this->store(), "A", {kBothComuni, "x", ""}), Erased::restricted);
  EXPECT_EQ(erase_now(this->store(), "A", {kOneComune, "x", ""}), Erased::done);
  EXPECT_TRUE(this->held_of("p1").empty());
  EXPECT_EQ(this->held_of("p2").size(), 1u);
}

TYPED_TEST_P(RestrictionContract, ErasureOfThePersonEndsTheRestriction) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  this->send(accepted("B", 1, "b", "p2"), "S2", 2);
  this->restrict();
  this->restrict("p2");
  const auto erased = erase_person_now(this->store(), "p1");
  EXPECT_EQ(erased.records, 1u);
  EXPECT_EQ(erased.restrictions, 1u);
  EXPECT_TRUE(this->trail_of("p1").restrictions.empty());
  EXPECT_EQ(this->trail_of("p2").restrictions.size(), 1u);
  this->send(accepted("A", 1, "again"), "S3", 3);
  EXPECT_EQ(this->counted(), 1u);
}

TYPED_TEST_P(RestrictionContract, RetentionLeavesWhatIsRestricted) {
  auto old = accepted("A", 1, "a");
  old.facts.closed = base::Date{2010, 6, 1};
  this->send(std::move(old), "S1", 1);
  this->send(waiting("B", 1, "b"), "S2", 2);
  this->restrict();
  // Waiting records of any age and every closed case, but no submission.
  const CaseStore::RetentionCutoffs contents{at(1'000'000), at(-1), at(-1), {2020, 1, 1}};
  EXPECT_EQ(this->retain(contents), 0u);
  EXPECT_EQ(this->held_of("p1").size(), 2u);
  this->lift();
  EXPECT_EQ(this->retain(contents), 2u);
}

TYPED_TEST_P(RestrictionContract, TrailNamesIdentityKeysAndUnreadBodies) {
  const auto key = await<std::optional<IdempotencyRow>>([&](auto done) {
    this->store().reserve_key("isola", "isola-bergamasca", "key", digest_of("body"), at(1), done);
  });
  EXPECT_FALSE(key);
  ApplyRequest request;
  request.submission = submission_row("S1", 1);
  request.records = {accepted("A", 1, "a")};
  request.idempotency_key = "key";
  apply_now(this->store(), std::move(request));
  auto spooled = submission_row("S9", 9);
  spooled.state = model::SubmissionState::received;
  spooled.spool = "body";
  await<bool>([&](auto done) { this->store().put_submission(spooled, std::nullopt, done); });
  const auto trail = this->trail_of("p1");
  ASSERT_EQ(trail.identities.size(), 1u);
  EXPECT_EQ(trail.identities[0].sealed_id, "sealed-p1");
  EXPECT_EQ(trail.identities[0].sex, "F");
  EXPECT_EQ(trail.identities[0].birth, (base::Date{1980, 1, 2}));
  EXPECT_EQ(trail.keys_of_submissions, (std::map<std::string, std::uint64_t>{{"S1", 1}}));
  ASSERT_EQ(trail.unread.size(), 1u);
  EXPECT_EQ(trail.unread[0].id, "S9");
  EXPECT_TRUE(this->trail_of("p2").identities.empty());
  EXPECT_TRUE(this->trail_of("p2").keys_of_submissions.empty());
}

REGISTER_TYPED_TEST_SUITE_P(RestrictionContract, PersonWhoseContentWaitsBesideAnothersRecordSeesOnlyTheirOwn,
                            PersonWhoseRecordIsClaimedForAnotherSeesOnlyTheirOwn,
                            RestrictedPersonIsKeptAndNotCountedUntilItIsLifted,
                            RecordsSentAfterwardsAreStoredAndNotCounted,
                            NobodyIsRestrictedOfWhomNothingIsStored, SenderCannotDeleteWhatIsRestricted,
                            DeletionTakesWhatIsNotRestrictedBesideIt, ErasureOfThePersonEndsTheRestriction,
                            RetentionLeavesWhatIsRestricted, TrailNamesIdentityKeysAndUnreadBodies);

}  // namespace raccordo::store
