// Contract of replays: which records a task takes, what happens to them and to the receipts that list them,
// and that nothing is done twice.
#pragma once

#include "case_store_contract.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::store {

template <class F>
class ReplayContract : public StoreContract<F> {
 protected:
  Replays& replays() { return this->store().replays(); }
  ReplayRow start(const std::string& id, const std::string& table = "intervention",
                  std::vector<std::string> codes = {}) {
    ReplayOrder order{id,
                      "isola-bergamasca",
                      table,
                      std::move(codes),
                      model::Comuni::all(),
                      {at(1000), "anna", "", "", "mapped", {}}};
    return await<ReplayRow>([&](auto done) { replays().start(order, done); });
  }
  std::optional<ReplayRow> steer(const std::string& id, ReplayAct act) {
    return await<std::optional<ReplayRow>>([&](auto done) {
      replays().steer(id, act, {at(1001), "anna", "", "", "", {}}, done);
    });
  }
  std::vector<std::string> ids_of(const std::vector<WaitingRecord>& records) {
    std::vector<std::string> ids;
    for (const auto& record : records) ids.push_back(record.record_id);
    return ids;
  }
  /// Settles the next records of a task with `outcome`.
  ReplayPiece piece(const std::string& task, std::size_t limit, model::Outcome outcome) {
    ReplayPiece out{task, replays().generation(), {}, at(1002)};
    for (const auto& waits : replays().waiting(task, limit)) {
      auto prepared = accepted(waits.record_id, 5, "as mapped now");
      if (outcome == model::Outcome::quarantined) prepared = waiting(waits.record_id, 5, "x", "OTHER");
      if (outcome == model::Outcome::rejected) prepared = rejected(waits.record_id, 5);
      out.records.push_back({waits.position, waits.record, waits.content, std::move(prepared)});
    }
    return out;
  }
  bool apply(const ReplayPiece& piece) {
    return await<bool>([&](auto done) { replays().apply(piece, done); });
  }
  bool replay(const std::string& task, model::Outcome outcome = model::Outcome::accepted,
              std::size_t limit = 100) {
    return apply(piece(task, limit, outcome));
  }
  ReplayRow task(const std::string& id) { return replays().find(id).value(); }
};
TYPED_TEST_SUITE_P(ReplayContract);

TYPED_TEST_P(ReplayContract, ReplaysRecordsThatWaitForTheCodeInOrderOfReceipt) {
  this->send(waiting("B", 5, "b"), "S1", 20);
  this->send(waiting("A", 5, "a"), "S2", 10);
  this->send(waiting("C", 5, "c", "ADM1"), "S3", 5);
  const auto task = this->start("R1", "intervention", {"SAD9"});
  EXPECT_EQ(task.state, ReplayState::queued);
  EXPECT_EQ(task.total, 2u);
  EXPECT_EQ(task.remaining(), 2u);
  EXPECT_EQ(this->ids_of(this->replays().waiting("R1", 10)), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(this->start("R2").total, 3u);
  EXPECT_EQ(this->start("R3", "").total, 3u);
  EXPECT_EQ(this->replays().next()->id, "R1");
}

TYPED_TEST_P(ReplayContract, WithoutAnyRecordTheTaskIsComplete) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  EXPECT_EQ(this->start("R1", "intervention", {"NONE"}).state, ReplayState::completed);
  EXPECT_EQ(this->start("R2", "area").state, ReplayState::completed);
  EXPECT_FALSE(this->replays().next());
}

TYPED_TEST_P(ReplayContract, RecordsReceivedAfterTheStartAreNotReplayed) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->start("R1");
  this->send(waiting("B", 5, "b"), "S2", 11);
  EXPECT_TRUE(this->replay("R1"));
  EXPECT_EQ(this->task("R1").state, ReplayState::completed);
  EXPECT_EQ(this->state("B").outcome, model::Outcome::quarantined);
}

TYPED_TEST_P(ReplayContract, AcceptedRecordCountsAndItsReceiptSaysSo) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->start("R1");
  EXPECT_TRUE(this->replay("R1"));
  EXPECT_EQ(this->state("A").outcome, model::Outcome::accepted);
  EXPECT_EQ(this->state("A").received_at, at(10));
  EXPECT_TRUE(this->state("A").issues.empty());
  EXPECT_EQ(this->counts("S1").quarantined, 0u);
  EXPECT_EQ(this->counts("S1").accepted, 1u);
  EXPECT_TRUE(this->store().issues("S1", 10, "").items.empty());
  EXPECT_TRUE(this->store().worklist().empty());
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 1u);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
  const auto task = this->task("R1");
  EXPECT_EQ(task.state, ReplayState::completed);
  EXPECT_EQ(task.ended_at, at(1002));
  EXPECT_EQ(task.succeeded, 1u);
}

TYPED_TEST_P(ReplayContract, SentAgainAfterItsReplayIsUnchanged) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->start("R1");
  this->replay("R1");
  EXPECT_EQ(this->send(accepted("A", 5, "a"), "S2", 20).outcome, model::Outcome::unchanged);
}

TYPED_TEST_P(ReplayContract, EveryReceiptOfTheWaitingRecordIsUpdated) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->send(waiting("A", 5, "a"), "S2", 20);
  this->start("R1");
  this->replay("R1");
  for (const auto* id : {"S1", "S2"}) {
    EXPECT_EQ(this->counts(id).accepted, 1u) << id;
    EXPECT_EQ(this->counts(id).quarantined, 0u) << id;
  }
}

TYPED_TEST_P(ReplayContract, RecordThatLacksAnotherCodeKeepsWaitingForIt) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->start("R1");
  this->replay("R1", model::Outcome::quarantined);
  EXPECT_EQ(this->store().worklist().at(0).code, "OTHER");
  EXPECT_EQ(this->store().worklist().at(0).first_seen, at(10));
  EXPECT_EQ(this->counts("S1").quarantined, 1u);
  EXPECT_EQ(this->state("A").issues.size(), 1u);
  EXPECT_EQ(this->task("R1").failed, 1u);
  EXPECT_EQ(this->task("R1").state, ReplayState::completed);
}

TYPED_TEST_P(ReplayContract, RecordThatIsRejectedNowWaitsNoLonger) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->send(waiting("A", 5, "a"), "S2", 20);
  this->start("R1");
  this->replay("R1", model::Outcome::rejected);
  EXPECT_EQ(this->state("A").outcome, model::Outcome::rejected);
  EXPECT_EQ(this->state("A").issues.at(0).code, model::IssueCode::bad_date);
  EXPECT_EQ(this->counts("S1").rejected, 1u);
  EXPECT_EQ(this->store().issues("S1", 10, "").items.at(0).code, model::IssueCode::bad_date);
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
  EXPECT_EQ(this->task("R1").failed, 1u);
}

TYPED_TEST_P(ReplayContract, RecordThatCannotBeMappedKeepsWaiting) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->start("R1");
  auto piece = this->piece("R1", 10, model::Outcome::accepted);
  piece.records.at(0).prepared.reset();
  EXPECT_TRUE(this->apply(piece));
  EXPECT_EQ(this->state("A").outcome, model::Outcome::quarantined);
  EXPECT_EQ(this->task("R1").failed, 1u);
}

TYPED_TEST_P(ReplayContract, NewerVersionReceivedDuringTheReplayWins) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->start("R1");
  const auto piece = this->piece("R1", 10, model::Outcome::accepted);
  this->send(waiting("A", 6, "newer"), "S2", 11);
  EXPECT_TRUE(this->apply(piece));
  EXPECT_EQ(this->state("A").outcome, model::Outcome::quarantined);
  EXPECT_EQ(this->state("A").version, at(6));
  EXPECT_EQ(this->task("R1").remaining(), 0u);
}

TYPED_TEST_P(ReplayContract, ErasedRecordIsNotRestored) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->start("R1");
  const auto piece = this->piece("R1", 10, model::Outcome::accepted);
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::done);
  EXPECT_TRUE(this->apply(piece));
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A"));
  EXPECT_EQ(this->task("R1").state, ReplayState::completed);
}

TYPED_TEST_P(ReplayContract, LaterRejectionStaysTheLastState) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->send(rejected("A", 6), "S2", 11);
  this->start("R1");
  this->replay("R1");
  EXPECT_EQ(this->state("A").outcome, model::Outcome::accepted);
  EXPECT_EQ(this->state("A").submission, "S1");
  EXPECT_EQ(this->state("A").last_attempt.value().submission, "S2");
  EXPECT_EQ(this->counts("S1").accepted, 1u);
  EXPECT_EQ(this->counts("S2").rejected, 1u);
  EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
}

TYPED_TEST_P(ReplayContract, SamePieceTwiceIsCountedOnce) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->send(waiting("B", 5, "b"), "S2", 11);
  this->start("R1");
  const auto piece = this->piece("R1", 1, model::Outcome::accepted);
  EXPECT_TRUE(this->apply(piece));
  EXPECT_TRUE(this->apply(piece));
  EXPECT_EQ(this->task("R1").succeeded, 1u);
  EXPECT_EQ(this->task("R1").state, ReplayState::processing);
  EXPECT_EQ(this->counts("S1").accepted, 1u);
}

TYPED_TEST_P(ReplayContract, ContinuesAfterARestart) {
  for (const auto* id : {"A", "B", "C"}) this->send(waiting(id, 5, id), std::string("S-") + id, 10);
  this->start("R1");
  this->replay("R1", model::Outcome::accepted, 1);
  this->reopen();
  EXPECT_EQ(this->replays().next()->id, "R1");
  EXPECT_EQ(this->ids_of(this->replays().waiting("R1", 10)), (std::vector<std::string>{"B", "C"}));
  this->replay("R1");
  EXPECT_EQ(this->task("R1").succeeded, 3u);
}

TYPED_TEST_P(ReplayContract, PausedTaskDoesNothingUntilItIsResumed) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->start("R1");
  const auto piece = this->piece("R1", 10, model::Outcome::accepted);
  EXPECT_EQ(this->steer("R1", ReplayAct::pause)->state, ReplayState::paused);
  EXPECT_FALSE(this->replays().next());
  EXPECT_FALSE(this->apply(piece));
  EXPECT_EQ(this->state("A").outcome, model::Outcome::quarantined);
  EXPECT_EQ(this->steer("R1", ReplayAct::resume)->state, ReplayState::queued);
  EXPECT_TRUE(this->apply(piece));
  EXPECT_EQ(this->state("A").outcome, model::Outcome::accepted);
}

TYPED_TEST_P(ReplayContract, CancelledTaskLeavesTheRestWaiting) {
  this->send(waiting("A", 5, "a"), "S1", 10);
  this->send(waiting("B", 5, "b"), "S2", 11);
  this->start("R1");
  this->replay("R1", model::Outcome::accepted, 1);
  EXPECT_EQ(this->steer("R1", ReplayAct::cancel)->state, ReplayState::cancelled);
  EXPECT_FALSE(this->replay("R1"));
  EXPECT_EQ(this->task("R1").remaining(), 1u);
  EXPECT_TRUE(this->task("R1").ended_at);
  EXPECT_EQ(this->state("B").outcome, model::Outcome::quarantined);
  EXPECT_EQ(this->steer("R1", ReplayAct::resume)->state, ReplayState::cancelled);
  EXPECT_FALSE(this->steer("R2", ReplayAct::cancel));
}

TYPED_TEST_P(ReplayContract, TasksAreListedNewestFirstPageByPage) {
  for (const auto* id : {"R1", "R2", "R3"}) this->start(id);
  const auto first = this->replays().list(2, "", "");
  ASSERT_EQ(first.items.size(), 2u);
  EXPECT_EQ(first.items[0].id, "R3");
  const auto second = this->replays().list(2, first.next, "");
  ASSERT_EQ(second.items.size(), 1u);
  EXPECT_EQ(second.items[0].id, "R1");
  EXPECT_EQ(second.next, "");
  EXPECT_EQ(second.items[0].actor, "anna");
  EXPECT_EQ(second.items[0].reason, "mapped");
}

TYPED_TEST_P(ReplayContract, ClientSeesOnlyItsOwnTasks) {
  for (const auto* id : {"R1", "R2"}) this->start(id);
  EXPECT_EQ(this->replays().list(9, "", "anna").items.size(), 2u);
  EXPECT_TRUE(this->replays().list(9, "", "bruno").items.empty());
  EXPECT_FALSE(this->task("R1").of_activation);
}

TYPED_TEST_P(ReplayContract, OneProgramAtATimeHasTheClaim) {
  auto claim = this->replays().claim();
  EXPECT_TRUE(claim);
  EXPECT_FALSE(this->replays().claim());
  claim.reset();
  EXPECT_TRUE(this->replays().claim());
}

REGISTER_TYPED_TEST_SUITE_P(ReplayContract, ReplaysRecordsThatWaitForTheCodeInOrderOfReceipt,
                            WithoutAnyRecordTheTaskIsComplete, RecordsReceivedAfterTheStartAreNotReplayed,
                            AcceptedRecordCountsAndItsReceiptSaysSo, SentAgainAfterItsReplayIsUnchanged,
                            EveryReceiptOfTheWaitingRecordIsUpdated,
                            RecordThatLacksAnotherCodeKeepsWaitingForIt, RecordThatIsRejectedNowWaitsNoLonger,
                            RecordThatCannotBeMappedKeepsWaiting, NewerVersionReceivedDuringTheReplayWins,
                            ErasedRecordIsNotRestored, LaterRejectionStaysTheLastState,
                            SamePieceTwiceIsCountedOnce, ContinuesAfterARestart,
                            PausedTaskDoesNothingUntilItIsResumed, CancelledTaskLeavesTheRestWaiting,
                            TasksAreListedNewestFirstPageByPage, ClientSeesOnlyItsOwnTasks,
                            OneProgramAtATimeHasTheClaim);

}  // namespace raccordo::store
