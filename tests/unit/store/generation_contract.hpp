// Contract of generations of tables: a record mapped with tables that were replaced meanwhile never counts
// as settled, whoever wrote it.
#pragma once

#include "activation_contract.hpp"
#include "ownership_contract.hpp"

namespace raccordo::store {

/// Adds a body that names its source, as the mapping writes it.
inline PreparedRecord accepted_body(const std::string& id, const std::string& word) {
  auto record = accepted(id, 5, word);
  record.body = R"({"source":"isola-bergamasca","record":")" + word + "\"}";
  return record;
}

template <class F>
class GenerationContract : public StoreContract<F> {
 protected:
  Replays& replays() { return this->store().replays(); }
  void load_first() {
    await<std::int64_t>([&](auto done) {
      this->store().tables().load_first({version_in_force()}, event_of("table.load", "mappings"), done);
    });
  }
  /// A draft of this version of the table, approved.
  TableStep approved(std::int32_t version) {
    const auto first = version_in_force();
    const AuditEvent event{at(1), "anna", "", "", "completed", {}};
    const auto content = "version " + std::to_string(version);
    auto& tables = this->store().tables();
    await<TableOutcome>([&](auto done) {
      tables.put_draft({first.source, first.table, content, content, std::nullopt, event}, done);
    });
    TableStep step{TableAction::submit, first.source,           first.table, version,
                   std::nullopt,        TwoPersonRule::relaxed, event};
    for (const auto action : {TableAction::submit, TableAction::approve}) {
      step.action = action;
      await<TableOutcome>([&](auto done) { tables.step(step, done); });
    }
    step.action = TableAction::activate;
    return step;
  }
  Activation plan(std::int32_t version) {
    Activation activation;
    activation.step = approved(version);
    activation.replaces = version - 1;
    activation.codes = activation.freed_codes = {"SAD9"};
    activation.replay_id = "R" + std::to_string(version);
    activation.remap_id = "M" + std::to_string(version);
    return activation;
  }
  ActivationOutcome activate(Activation activation) {
    return await<ActivationOutcome>(
        [&](auto done) { replays().activate(std::move(activation), std::move(done)); });
  }
  /// The worker finds no further records of the task.
  bool end(const std::string& task) {
    return await<bool>([&](auto done) {
      replays().apply(RemapPiece{task, replays().generation(), 0, 0, 0, {}, at(9)}, done);
    });
  }
  /// Record A of one Comune is stored; A of another Comune awaits a decision.
  QuarantineRow taken_over() {
    send_as(this->store(), "S1", 10, of_comune(accepted("A", 5, "five"), "016198"), kOneComune);
    send_as(this->store(), "S2", 11, of_comune(accepted("A", 7, "seven"), "016024", "p2"), kBothComuni);
    return this->store().quarantine({}, 10, "").items.at(0);
  }
  Decided accept(const QuarantineRow& row, std::int64_t generation) {
    Decision decision;
    decision.id = row.id;
    decision.content = row.content;
    decision.accept = of_comune(accepted("A", 7, "seven"), "016024", "p2");
    decision.event = event_of("record.accept", "x");
    decision.generation = generation;
    return await<Decided>([&](auto done) { this->store().decide(std::move(decision), std::move(done)); });
  }
};
TYPED_TEST_SUITE_P(GenerationContract);

TYPED_TEST_P(GenerationContract, RecordAcceptedByDecisionWithReplacedTablesIsMappedAgain) {
  this->load_first();
  const auto row = this->taken_over();
  const auto before = this->replays().generation();
  ASSERT_EQ(this->activate(this->plan(2)).table.verdict, TableVerdict::done);
  ASSERT_EQ(this->accept(row, before), Decided::done);
  const auto overtaken = this->replays().overtaken(10);
  ASSERT_EQ(overtaken.size(), 1u);
  EXPECT_EQ(overtaken[0].body, "{\"record\":\"seven\"}");
  EXPECT_EQ(overtaken[0].source, "isola-bergamasca");
}

TYPED_TEST_P(GenerationContract, RecordAcceptedByDecisionWithTheTablesInForceIsSettled) {
  this->load_first();
  const auto row = this->taken_over();
  ASSERT_EQ(this->activate(this->plan(2)).table.verdict, TableVerdict::done);
  ASSERT_EQ(this->accept(row, this->replays().generation()), Decided::done);
  EXPECT_TRUE(this->replays().overtaken(10).empty());
}

TYPED_TEST_P(GenerationContract, OvertakenPieceIsRefusedIfAskedAndNothingOfItIsStored) {
  this->load_first();
  ApplyRequest request;
  request.submission = submission_row("S1", 10);
  request.records = {accepted("A", 5, "a")};
  request.generation = this->replays().generation();
  request.overtaken = ApplyRequest::Overtaken::refused;
  ASSERT_EQ(this->activate(this->plan(2)).table.verdict, TableVerdict::done);
  EXPECT_THROW(apply_now(this->store(), request), TablesOvertaken);
  EXPECT_FALSE(this->store().submission("S1"));
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A", {}));
  request.generation = this->replays().generation();
  apply_now(this->store(), request);
  EXPECT_TRUE(this->store().record("isola-bergamasca", "A", {}));
  EXPECT_TRUE(this->replays().overtaken(10).empty());
}

TYPED_TEST_P(GenerationContract, SnapshotIsSettledOnceTheRemapHasEnded) {
  this->load_first();
  this->send(accepted("A", 5, "a"), "S1", 10);
  const std::pair<std::string, std::string> table{"isola-bergamasca", "intervention"};
  const auto before = this->store().settled_snapshot();
  EXPECT_FALSE(before.unsettled);
  EXPECT_EQ(before.facts.cases.size(), 1u);
  EXPECT_EQ(before.versions.at(table), 1);

  ASSERT_EQ(this->activate(this->plan(2)).table.verdict, TableVerdict::done);
  const auto during = this->store().settled_snapshot();
  ASSERT_TRUE(during.unsettled);
  EXPECT_EQ(during.unsettled->kind, Unsettled::Kind::remap);
  EXPECT_EQ(during.unsettled->task, "M2");
  EXPECT_EQ(during.unsettled->source, "isola-bergamasca");
  EXPECT_EQ(during.unsettled->table, "intervention");
  EXPECT_TRUE(during.facts.cases.empty());

  ASSERT_TRUE(this->end("M2"));
  const auto after = this->store().settled_snapshot();
  EXPECT_FALSE(after.unsettled);
  EXPECT_EQ(after.facts.cases.size(), 1u);
  EXPECT_EQ(after.versions.at(table), 2);
}

TYPED_TEST_P(GenerationContract, PausedRemapIsReportedFirstAndCannotBeCancelled) {
  this->load_first();
  this->send(accepted("A", 5, "a"), "S1", 10);
  for (const int version : {2, 3}) this->activate(this->plan(version));
  const auto steer = [&](ReplayAct act) {
    return await<std::optional<ReplayRow>>(
               [&](auto done) { this->replays().steer("M3", act, event_of("", ""), done); })
        ->state;
  };
  EXPECT_EQ(steer(ReplayAct::pause), ReplayState::paused);
  EXPECT_EQ(this->store().unsettled().value().kind, Unsettled::Kind::paused);
  EXPECT_EQ(this->store().unsettled().value().task, "M3");
  EXPECT_EQ(steer(ReplayAct::cancel), ReplayState::paused);
  EXPECT_EQ(steer(ReplayAct::resume), ReplayState::queued);
  EXPECT_EQ(steer(ReplayAct::cancel), ReplayState::queued);
  EXPECT_EQ(this->store().unsettled().value().task, "M2");
}

TYPED_TEST_P(GenerationContract, OvertakenRecordUnsettlesTheSnapshot) {
  this->load_first();
  const auto row = this->taken_over();
  const auto before = this->replays().generation();
  ASSERT_EQ(this->activate(this->plan(2)).table.verdict, TableVerdict::done);
  ASSERT_EQ(this->accept(row, before), Decided::done);
  ASSERT_TRUE(this->end("M2"));
  EXPECT_EQ(this->store().settled_snapshot().unsettled.value().kind, Unsettled::Kind::overtaken);
  const auto records = this->replays().overtaken(10);
  const OvertakenPiece piece{this->replays().generation(), {records.at(0).record}, {}, {}, at(9)};
  EXPECT_TRUE(await<bool>([&](auto done) { this->replays().apply(piece, done); }));
  EXPECT_FALSE(this->store().settled_snapshot().unsettled);
}

TYPED_TEST_P(GenerationContract, ActivationChecksRecordsWrittenSinceTheImpact) {
  this->load_first();
  this->send(accepted_body("A", "old"), "S1", 10);
  auto plan = this->plan(2);
  std::vector<std::string> seen;
  bool breaks = true;
  plan.breaks = [&](std::string_view body) {
    seen.emplace_back(body);
    return breaks;
  };
  plan.looked_until = this->replays().written();
  this->send(accepted_body("B", "new"), "S2", 11);
  const auto refused = this->activate(plan);
  EXPECT_EQ(refused.table.verdict, TableVerdict::changed_meanwhile);
  EXPECT_EQ(refused.look, ActivationOutcome::Look::outdated);
  ASSERT_EQ(seen.size(), 1u) << "A was seen by the caller";
  EXPECT_NE(seen[0].find("new"), std::string::npos);
  EXPECT_EQ(this->store().tables().active().at(0).version, 1);
  breaks = false;
  const auto done = this->activate(plan);
  EXPECT_EQ(done.table.verdict, TableVerdict::done);
  EXPECT_EQ(done.look, ActivationOutcome::Look::current);
  EXPECT_EQ(this->store().tables().active().at(0).version, 2);
}

TYPED_TEST_P(GenerationContract, ActivationIsRefusedWithTooManyNewRecords) {
  this->load_first();
  auto plan = this->plan(2);
  plan.breaks = [](std::string_view) { return false; };
  plan.looked_until = this->replays().written();
  std::vector<PreparedRecord> many;
  for (std::size_t i = 0; i <= kMostWrittenSince; ++i) {
    many.push_back(accepted_body("N" + std::to_string(i), "x"));
    many.back().number = i + 1;
  }
  apply_now(this->store(), submission_row("S1", 10), std::move(many));
  EXPECT_EQ(this->activate(plan).look, ActivationOutcome::Look::outdated);
  const auto since =
      this->replays().written_since("isola-bergamasca", plan.looked_until, kMostWrittenSince + 1);
  EXPECT_EQ(since.bodies.size(), kMostWrittenSince + 1);
  EXPECT_EQ(since.mark, this->replays().written());
  plan.looked_until = since.mark;
  EXPECT_EQ(this->activate(plan).table.verdict, TableVerdict::done);
}

TYPED_TEST_P(GenerationContract, RecordsAcceptedByReplayOrDecisionCountAsWritten) {
  this->load_first();
  const auto row = this->taken_over();
  this->send(waiting("W", 5, "w"), "S3", 12);
  const auto since = [&](std::int64_t mark) {
    return this->replays().written_since("isola-bergamasca", mark, 10).bodies.size();
  };
  auto mark = this->replays().written();
  EXPECT_EQ(since(mark), 0u);
  auto record = accepted_body("A", "decided");
  record = of_comune(std::move(record), "016024", "p2");
  Decision decision;
  decision.id = row.id;
  decision.content = row.content;
  decision.accept = std::move(record);
  decision.event = event_of("record.accept", "x");
  ASSERT_EQ(await<Decided>([&](auto done) { this->store().decide(decision, done); }), Decided::done);
  EXPECT_EQ(since(mark), 1u);
  mark = this->replays().written();
  const ReplayOrder order{"R1", "isola-bergamasca",   "intervention",
                          {},   model::Comuni::all(), {at(20), "anna", "", "", "", {}}};
  await<ReplayRow>([&](auto done) { this->replays().start(order, done); });
  ReplayPiece piece{"R1", this->replays().generation(), {}, at(21)};
  for (const auto& waits : this->replays().waiting("R1", 10)) {
    piece.records.push_back({waits.position, waits.record, waits.content, accepted_body("W", "mapped")});
  }
  ASSERT_TRUE(await<bool>([&](auto done) { this->replays().apply(piece, done); }));
  EXPECT_EQ(since(mark), 1u);
}

REGISTER_TYPED_TEST_SUITE_P(GenerationContract, RecordAcceptedByDecisionWithReplacedTablesIsMappedAgain,
                            RecordAcceptedByDecisionWithTheTablesInForceIsSettled,
                            OvertakenPieceIsRefusedIfAskedAndNothingOfItIsStored,
                            SnapshotIsSettledOnceTheRemapHasEnded,
                            PausedRemapIsReportedFirstAndCannotBeCancelled,
                            OvertakenRecordUnsettlesTheSnapshot, ActivationChecksRecordsWrittenSinceTheImpact,
                            ActivationIsRefusedWithTooManyNewRecords,
                            RecordsAcceptedByReplayOrDecisionCountAsWritten);

}  // namespace raccordo::store
