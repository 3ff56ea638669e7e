// Contract of activations: the changes of one transaction, and records that a submission still maps with the
// previous version.
#pragma once

#include "replay_contract.hpp"

namespace raccordo::store {

inline TableVersionRow version_in_force() {
  TableVersionRow first;
  first.source = "isola-bergamasca";
  first.table = "intervention";
  first.version = 1;
  first.state = VersionState::active;
  first.activated_at = at(0);
  return first;
}

template <class F>
class ActivationContract : public ReplayContract<F> {};
TYPED_TEST_SUITE_P(ActivationContract);

TYPED_TEST_P(ActivationContract, StartsItsTasksAndListsRecordsMappedWithTheOldVersion) {
  const auto first = version_in_force();
  const AuditEvent event{at(1), "anna", "", "", "completed", {}};
  auto& tables = this->store().tables();
  await<std::int64_t>([&](auto done) { tables.load_first({first}, event, done); });
  await<TableOutcome>([&](auto done) {
    tables.put_draft({first.source, first.table, "digest", "content", std::nullopt, event}, done);
  });
  TableStep step{TableAction::submit, first.source,           first.table, 2,
                 std::nullopt,        TwoPersonRule::relaxed, event};
  for (const auto action : {TableAction::submit, TableAction::approve}) {
    step.action = action;
    await<TableOutcome>([&](auto done) { tables.step(step, done); });
  }
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->send(accepted("B", 5, "b"), "S2", 10);
  step.action = TableAction::activate;
  const auto before = this->replays().generation();
  const auto activate = [&](std::int32_t replaces, const std::string& id) {
    const Activation activation{step, replaces, {"SAD9"}, {"SAD9"}, id, id + "-stored"};
    return await<ActivationOutcome>([&](auto done) { this->replays().activate(activation, done); });
  };
  const auto overtaken_one = activate(7, "R0").table;
  EXPECT_EQ(overtaken_one.verdict, TableVerdict::changed_meanwhile);
  EXPECT_EQ(overtaken_one.row.value().version, 2) << "a refusal returns the present version";
  const auto outcome = activate(1, "R1");
  EXPECT_EQ(outcome.table.verdict, TableVerdict::done);
  EXPECT_EQ(outcome.replay->total, 1u);
  EXPECT_EQ(outcome.remap->kind, ReplayKind::stored);
  EXPECT_EQ(outcome.remap->total, 1u);
  EXPECT_EQ(activate(2, "R2").table.verdict, TableVerdict::wrong_state);
  const auto repeated = activate(1, "R3").table;
  EXPECT_EQ(repeated.verdict, TableVerdict::wrong_state) << "the same order once more, planned before";
  EXPECT_EQ(repeated.row.value().state, VersionState::active);
  EXPECT_EQ(this->replays().generation(), before + 1);
  ApplyRequest late;
  late.submission = submission_row("S3", 20);
  late.records = {waiting("C", 5, "c")};
  late.generation = before;
  apply_now(this->store(), late);
  const auto overtaken = this->replays().overtaken(10);
  ASSERT_EQ(overtaken.size(), 1u);
  EXPECT_EQ(overtaken[0].waiting->record_id, "C");
  late.submission = submission_row("S4", 21);
  late.records = {waiting("D", 5, "d")};
  late.generation = before + 1;
  apply_now(this->store(), late);
  EXPECT_EQ(this->replays().overtaken(10).size(), 1u);

  auto stale = this->piece("R1", 10, model::Outcome::accepted);
  stale.generation = before;
  EXPECT_FALSE(this->apply(stale)) << "mapped with tables that are no longer in force";
  EXPECT_TRUE(this->replay("R1"));
  EXPECT_EQ(this->state("A").outcome, model::Outcome::accepted);
}

REGISTER_TYPED_TEST_SUITE_P(ActivationContract, StartsItsTasksAndListsRecordsMappedWithTheOldVersion);

}  // namespace raccordo::store
