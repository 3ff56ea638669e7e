// Contract of the versions of mapping tables.
#pragma once

#include "case_store_contract.hpp"
#include "table_samples.hpp"

namespace raccordo::store {

/// Brings bergamo/area from version 1 in force to an open version 2 in this state.
inline void open_version(CaseStore& store, VersionState state) {
  put_in_force(store, "area");
  put_draft(store, draft_of("area", "second", "anna"));
  if (state == VersionState::draft) return;
  take(store, step_of("area", 2, TableAction::submit, "anna"));
  if (state == VersionState::approved) take(store, step_of("area", 2, TableAction::approve, "bruno"));
}

TYPED_TEST_P(TableContract, FirstVersionIsLoadedOnce) {
  put_in_force(this->store(), "area", "first");
  put_in_force(this->store(), "area", "another");
  const auto active = this->store().tables().active();
  ASSERT_EQ(active.size(), 1u);
  EXPECT_EQ(active[0].version, 1);
  EXPECT_EQ(active[0].content, "first");
  EXPECT_EQ(active[0].state, VersionState::active);
  EXPECT_EQ(active[0].activated_at, at(0));
  EXPECT_TRUE(active[0].editors.empty());
}

TYPED_TEST_P(TableContract, DraftOpensTheNextVersionAndLeavesTheActiveOneInForce) {
  put_in_force(this->store(), "area");
  const auto outcome = put_draft(this->store(), draft_of("area", "second", "anna", 5));
  EXPECT_EQ(outcome.verdict, TableVerdict::done);
  EXPECT_EQ(outcome.row->version, 2);
  EXPECT_EQ(outcome.row->state, VersionState::draft);
  EXPECT_EQ(outcome.row->author, "anna");
  EXPECT_EQ(outcome.row->created_at, at(5));
  EXPECT_EQ(this->store().tables().active().at(0).content, "first");
  EXPECT_EQ(this->store().tables().newest("bergamo", "area")->content, "second");
  EXPECT_EQ(this->store().tables().current().size(), 2u);
  EXPECT_EQ(this->store().tables().version("bergamo", "area", 1)->content, "first");
  EXPECT_FALSE(this->store().tables().version("bergamo", "area", 3));
}

TYPED_TEST_P(TableContract, DraftReplacesTheOpenVersionInAnyState) {
  for (const auto state : {VersionState::draft, VersionState::in_review, VersionState::approved}) {
    this->start_afresh();
    open_version(this->store(), state);
    const auto outcome = put_draft(this->store(), draft_of("area", "third", "carla", 9));
    EXPECT_EQ(outcome.verdict, TableVerdict::done);
    EXPECT_EQ(outcome.row->version, 2);
    EXPECT_EQ(outcome.row->state, VersionState::draft);
    EXPECT_EQ(outcome.row->reviewer, "");
    EXPECT_FALSE(outcome.row->submitted_at || outcome.row->approved_at);
    EXPECT_EQ(outcome.row->editors, (std::vector<std::string>{"anna", "carla"}));
    EXPECT_EQ(this->store().tables().newest("bergamo", "area")->content, "third");
  }
}

TYPED_TEST_P(TableContract, SameContentChangesNothingAndKeepsTheReview) {
  open_version(this->store(), VersionState::in_review);
  const auto outcome = put_draft(this->store(), draft_of("area", "second", "carla"));
  EXPECT_EQ(outcome.verdict, TableVerdict::unchanged);
  EXPECT_EQ(outcome.row->state, VersionState::in_review);
  EXPECT_EQ(outcome.row->author, "anna");
}

TYPED_TEST_P(TableContract, DraftFromAnOldRevisionIsRefusedWithTheCurrentOne) {
  open_version(this->store(), VersionState::draft);
  auto draft = draft_of("area", "third", "carla");
  for (const auto mark : {VersionMark{1, 1}, VersionMark{2, 2}, VersionMark{3, 1}}) {
    draft.expected = mark;
    const auto outcome = put_draft(this->store(), draft);
    EXPECT_EQ(outcome.verdict, TableVerdict::changed_meanwhile);
    EXPECT_EQ(outcome.row->author, "anna");
  }
  draft.expected = VersionMark{2, 1};
  EXPECT_EQ(put_draft(this->store(), draft).verdict, TableVerdict::done);
  EXPECT_EQ(put_draft(this->store(), draft_of("nothing", "x", "anna")).verdict,
            TableVerdict::no_such_version);
}

TYPED_TEST_P(TableContract, LastContentsOfTheOpenVersionAreKept) {
  put_in_force(this->store(), "area");
  for (int i = 1; i <= 11; ++i) put_draft(this->store(), draft_of("area", std::to_string(i), "anna"));
  auto& tables = this->store().tables();
  EXPECT_EQ(tables.former_content("bergamo", "area", {2, 11}), "11");
  EXPECT_EQ(tables.former_content("bergamo", "area", {2, 10}), "10");
  EXPECT_EQ(tables.former_content("bergamo", "area", {2, 3}), "3");
  EXPECT_FALSE(tables.former_content("bergamo", "area", {2, 2}));
  EXPECT_EQ(tables.former_content("bergamo", "area", {1, 1}), "first");
  EXPECT_FALSE(tables.former_content("bergamo", "area", {3, 1}));
  take(this->store(), step_of("area", 2, TableAction::submit, "anna"));
  EXPECT_EQ(tables.former_content("bergamo", "area", {2, 12}), "11");
  take(this->store(), step_of("area", 2, TableAction::discard, "anna"));
  EXPECT_FALSE(tables.former_content("bergamo", "area", {2, 10}));
}

TYPED_TEST_P(TableContract, NoEditorApprovesUnlessTheRuleIsRelaxed) {
  put_in_force(this->store(), "area");
  put_draft(this->store(), draft_of("area", "second", "anna"));
  put_draft(this->store(), draft_of("area", "third", "carla"));
  take(this->store(), step_of("area", 2, TableAction::submit, "carla"));
  auto approval = step_of("area", 2, TableAction::approve, "anna", 7);
  EXPECT_EQ(take(this->store(), approval).verdict, TableVerdict::own_change);
  approval.event.actor = "carla";
  EXPECT_EQ(take(this->store(), approval).verdict, TableVerdict::own_change);
  EXPECT_EQ(this->store().tables().newest("bergamo", "area")->state, VersionState::in_review);
  approval.two_person = TwoPersonRule::relaxed;
  const auto outcome = take(this->store(), approval);
  EXPECT_EQ(outcome.verdict, TableVerdict::done);
  EXPECT_EQ(outcome.row->reviewer, "carla");
  EXPECT_EQ(outcome.row->approved_at, at(7));
}

TYPED_TEST_P(TableContract, ActivationRetiresThePreviousVersionAndRollbackRestoresIt) {
  open_version(this->store(), VersionState::approved);
  EXPECT_EQ(take(this->store(), step_of("area", 2, TableAction::activate, "bruno", 8)).verdict,
            TableVerdict::done);
  EXPECT_EQ(this->store().tables().active().at(0).content, "second");
  const auto history = this->store().tables().history("bergamo", "area");
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0].activated_at, at(8));
  EXPECT_EQ(history[1].state, VersionState::retired);
  EXPECT_EQ(history[1].retired_at, at(8));
  EXPECT_EQ(history[1].revision, 2);
  EXPECT_EQ(take(this->store(), step_of("area", 1, TableAction::roll_back, "bruno", 9)).verdict,
            TableVerdict::done);
  ASSERT_EQ(this->store().tables().active().size(), 1u);
  EXPECT_EQ(this->store().tables().active()[0].version, 1);
  EXPECT_FALSE(this->store().tables().active()[0].retired_at);
  EXPECT_EQ(put_draft(this->store(), draft_of("area", "third", "anna")).row->version, 3);
}

TYPED_TEST_P(TableContract, DiscardedVersionIsNeverActivatedAndItsNumberNeverReused) {
  open_version(this->store(), VersionState::approved);
  EXPECT_EQ(take(this->store(), step_of("area", 2, TableAction::discard, "anna")).verdict,
            TableVerdict::done);
  EXPECT_EQ(take(this->store(), step_of("area", 2, TableAction::roll_back, "anna")).verdict,
            TableVerdict::wrong_state);
  EXPECT_EQ(put_draft(this->store(), draft_of("area", "third", "anna")).row->version, 3);
}

TYPED_TEST_P(TableContract, StepFromAnOldRevisionIsRefused) {
  open_version(this->store(), VersionState::in_review);
  auto approval = step_of("area", 2, TableAction::approve, "bruno");
  approval.revision = 1;
  EXPECT_EQ(take(this->store(), approval).verdict, TableVerdict::changed_meanwhile);
  approval.revision = 2;
  EXPECT_EQ(take(this->store(), approval).verdict, TableVerdict::done);
  EXPECT_EQ(take(this->store(), step_of("area", 9, TableAction::submit, "anna")).verdict,
            TableVerdict::no_such_version);
  EXPECT_EQ(take(this->store(), step_of("area", 2, TableAction::submit, "anna")).verdict,
            TableVerdict::wrong_state);
}

TYPED_TEST_P(TableContract, SentBackVersionIsADraftWithTheReason) {
  open_version(this->store(), VersionState::approved);
  const auto outcome = take(this->store(), step_of("area", 2, TableAction::send_back, "bruno"));
  EXPECT_EQ(outcome.row->state, VersionState::draft);
  EXPECT_EQ(outcome.row->reason, "because");
  EXPECT_EQ(outcome.row->reviewer, "");
}

REGISTER_TYPED_TEST_SUITE_P(TableContract, FirstVersionIsLoadedOnce,
                            DraftOpensTheNextVersionAndLeavesTheActiveOneInForce,
                            DraftReplacesTheOpenVersionInAnyState, SameContentChangesNothingAndKeepsTheReview,
                            DraftFromAnOldRevisionIsRefusedWithTheCurrentOne,
                            LastContentsOfTheOpenVersionAreKept, NoEditorApprovesUnlessTheRuleIsRelaxed,
                            ActivationRetiresThePreviousVersionAndRollbackRestoresIt,
                            DiscardedVersionIsNeverActivatedAndItsNumberNeverReused,
                            StepFromAnOldRevisionIsRefused, SentBackVersionIsADraftWithTheReason);

}  // namespace raccordo::store
