// Contract of an administrator's decision on a record that changed Comune and person at once, and of what
// remains after an erasure while bodies wait (docs/decisions/0021-the-owner-stored-decides-first.md).
#pragma once

#include <algorithm>

#include "ownership_contract.hpp"

namespace raccordo::store {

template <class F>
class DecisionContract : public StoreContract<F> {
 protected:
  /// Record A of the first Comune is stored (version 5, S1); A of the second awaits a decision (7, S2).
  void take_over() {
    send_as(this->store(), "S1", 10, of_comune(accepted("A", 5, "five"), "016198"), kOneComune);
    EXPECT_EQ(send_as(this->store(), "S2", 11, taken("seven", 7), kBothComuni).outcome,
              model::Outcome::quarantined);
  }
  static PreparedRecord taken(const std::string& content, std::int64_t version) {
    return of_comune(accepted("A", version, content), "016024", "p2");
  }
  QuarantineRow awaiting() { return this->store().quarantine({}, 10, "").items.at(0); }
  Decided decide(const QuarantineRow& row, std::optional<PreparedRecord> accept) {
    Decision decision{row.id, row.content, std::move(accept), act("record.decide")};
    return await<Decided>([&](auto done) { this->store().decide(std::move(decision), done); });
  }
  /// The record as mapped again from its sealed fields.
  Decided accept(const QuarantineRow& row) { return decide(row, taken("seven", 7)); }
  Decided reject(const QuarantineRow& row) { return decide(row, std::nullopt); }
  std::size_t decisions_told() {
    AuditFilter filter;
    filter.action = "record.decide";
    return this->store().audit().list(filter, 10, "").items.size();
  }
  /// Expects that nothing was decided: the first Comune's record counts as before.
  void expect_untouched(const std::string& submission, std::int64_t version) {
    const auto state = this->state("A");
    EXPECT_EQ(state.outcome, model::Outcome::accepted);
    EXPECT_EQ(state.owner, "016198");
    EXPECT_EQ(state.submission, submission);
    EXPECT_EQ(state.version, at(version));
    EXPECT_EQ(this->store().snapshot().cases.size(), 1u);
  }
};
TYPED_TEST_SUITE_P(DecisionContract);

TYPED_TEST_P(DecisionContract, AcceptedContentReplacesTheStoredOne) {
  this->take_over();
  ASSERT_EQ(this->accept(this->awaiting()), Decided::done);
  this->reopen();
  const auto state = this->state("A");
  EXPECT_EQ(state.outcome, model::Outcome::accepted);
  EXPECT_EQ(state.owner, "016024");
  EXPECT_EQ(state.version, at(7));
  EXPECT_EQ(state.submission, "S2");
  EXPECT_FALSE(state.last_attempt);
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A", {kOneComune, "x", ""}));
  EXPECT_EQ(this->store().held().record("isola-bergamasca", "A")->body, "{\"record\":\"seven\"}");
  EXPECT_EQ(this->counts("S2").accepted, 1u);
  EXPECT_EQ(this->counts("S2").quarantined, 0u);
  EXPECT_EQ(this->store().source_counts().at(0).accepted, 1u);
  EXPECT_EQ(this->store().source_counts().at(0).waiting, 0u);
  const auto set = this->store().snapshot();
  ASSERT_EQ(set.cases.size(), 1u);
  EXPECT_EQ(set.codes.text(set.cases[0].owner), "016024");
  EXPECT_EQ(set.persons.size(), 1u);
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
  EXPECT_EQ(this->decisions_told(), 1u);
}

TYPED_TEST_P(DecisionContract, RejectedContentIsDeletedAndReportedToItsSenderOnly) {
  this->take_over();
  ASSERT_EQ(this->reject(this->awaiting()), Decided::done);
  this->reopen();
  this->expect_untouched("S1", 5);
  EXPECT_EQ(this->counts("S2").rejected, 1u);
  EXPECT_EQ(this->counts("S2").quarantined, 0u);
  const auto told = this->store().issues("S2", 10, "").items;
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].code, model::IssueCode::record_taken_over);
  EXPECT_EQ(told[0].outcome, model::Outcome::rejected);
  EXPECT_TRUE(this->store().issues("S1", 10, "").items.empty());
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
}

TYPED_TEST_P(DecisionContract, SecondDecisionFindsNothing) {
  this->take_over();
  const auto row = this->awaiting();
  ASSERT_EQ(this->reject(row), Decided::done);
  EXPECT_EQ(this->reject(row), Decided::gone);
  EXPECT_EQ(this->accept(row), Decided::gone);
  this->expect_untouched("S1", 5);
  // Sent again it waits under a new number, to which the old decision does not apply.
  EXPECT_EQ(send_as(this->store(), "S3", 12, this->taken("seven", 7), kBothComuni).outcome,
            model::Outcome::quarantined);
  EXPECT_NE(this->awaiting().id, row.id);
  EXPECT_EQ(this->accept(row), Decided::gone);
  ASSERT_EQ(this->accept(this->awaiting()), Decided::done);
  EXPECT_EQ(this->reject(row), Decided::gone);
  EXPECT_EQ(this->state("A").owner, "016024");
  EXPECT_EQ(this->decisions_told(), 2u);
}

TYPED_TEST_P(DecisionContract, DecidesOnlyOnWhatTheAdministratorSaw) {
  this->take_over();
  const auto seen = this->awaiting();
  EXPECT_EQ(send_as(this->store(), "S3", 12, this->taken("eight", 8), kBothComuni).outcome,
            model::Outcome::quarantined);
  EXPECT_EQ(this->accept(seen), Decided::gone);
  EXPECT_EQ(this->reject(seen), Decided::gone);
  this->expect_untouched("S1", 5);
  EXPECT_EQ(this->awaiting().version, at(8));
  EXPECT_EQ(this->decisions_told(), 0u);
  ASSERT_EQ(this->decide(this->awaiting(), this->taken("eight", 8)), Decided::done);
  EXPECT_EQ(this->state("A").version, at(8));
}

TYPED_TEST_P(DecisionContract, AcceptsOverAnOlderVersionReceivedInBetween) {
  this->take_over();
  send_as(this->store(), "S3", 12, of_comune(accepted("A", 6, "six"), "016198"), kOneComune);
  ASSERT_EQ(this->accept(this->awaiting()), Decided::done);
  EXPECT_EQ(this->state("A").owner, "016024");
  EXPECT_EQ(this->state("A").version, at(7));
  // The former owner may no longer send the record; the new one may.
  EXPECT_EQ(
      send_as(this->store(), "S4", 13, of_comune(accepted("A", 10, "ten"), "016198"), kOneComune).outcome,
      model::Outcome::rejected);
  EXPECT_EQ(send_as(this->store(), "S5", 14, this->taken("eleven", 11), kOtherComune).outcome,
            model::Outcome::accepted);
}

TYPED_TEST_P(DecisionContract, OlderVersionIsNeverAcceptedOverANewerOne) {
  this->take_over();
  send_as(this->store(), "S3", 12, of_comune(accepted("A", 9, "nine"), "016198"), kOneComune);
  EXPECT_EQ(this->accept(this->awaiting()), Decided::gone);
  this->expect_untouched("S3", 9);
  EXPECT_EQ(this->counts("S2").quarantined, 1u);
  EXPECT_EQ(this->decisions_told(), 0u);
  // Nor does it replace a newer one that waits for a code, which would be lost.
  send_as(this->store(), "S4", 13, this->taken("ten", 10), kBothComuni);
  send_as(this->store(), "S5", 14, of_comune(waiting("A", 11, "eleven"), "016198"), kOneComune);
  const auto claim = [&] {
    const auto rows = this->store().quarantine({}, 10, "").items;
    return *std::find_if(rows.begin(), rows.end(), [](const auto& row) { return !row.awaits.empty(); });
  };
  EXPECT_EQ(this->decide(claim(), this->taken("ten", 10)), Decided::gone);
  EXPECT_EQ(this->state("A").outcome, model::Outcome::quarantined);
  // A newer one of the claiming Comune is accepted.
  send_as(this->store(), "S6", 15, this->taken("twelve", 12), kBothComuni);
  ASSERT_EQ(this->decide(claim(), this->taken("twelve", 12)), Decided::done);
  EXPECT_EQ(this->state("A").version, at(12));
}

TYPED_TEST_P(DecisionContract, RefusesARecordThatChangedItsComuneSinceItWasRead) {
  this->take_over();
  const auto row = this->awaiting();
  EXPECT_EQ(row.record_owner, "016198");
  // The record moves to a third Comune after the administrator of the two has looked.
  send_as(this->store(), "S3", 12, of_comune(accepted("A", 6, "six"), "016009"), model::Comuni::all());
  EXPECT_EQ(this->accept(row), Decided::gone);
  EXPECT_EQ(this->state("A").owner, "016009");
  EXPECT_EQ(this->decisions_told(), 0u);
  EXPECT_EQ(this->counts("S2").quarantined, 1u);
  // After looking again, the administrator sees the present owner.
  EXPECT_EQ(this->awaiting().record_owner, "016009");
  ASSERT_EQ(this->accept(this->awaiting()), Decided::done);
  EXPECT_EQ(this->state("A").owner, "016024");
}

TYPED_TEST_P(DecisionContract, RejectsBesideAContentReceivedInBetween) {
  this->take_over();
  send_as(this->store(), "S3", 12, of_comune(accepted("A", 9, "nine"), "016198"), kOneComune);
  ASSERT_EQ(this->reject(this->awaiting()), Decided::done);
  this->expect_untouched("S3", 9);
  EXPECT_EQ(this->counts("S2").rejected, 1u);
}

TYPED_TEST_P(DecisionContract, FindsNothingOnceTheRecordOrThePersonWasErased) {
  this->take_over();
  auto seen = this->awaiting();
  ASSERT_EQ(erase_now(this->store(), "A"), Erased::done);
  EXPECT_EQ(this->accept(seen), Decided::gone);
  EXPECT_EQ(this->reject(seen), Decided::gone);
  EXPECT_FALSE(this->store().record("isola-bergamasca", "A"));
  EXPECT_TRUE(this->store().snapshot().persons.empty());
  this->start_afresh();
  this->take_over();
  seen = this->awaiting();
  await<SubjectErasure>([&](auto done) {
    this->store().held().erase_person({digest_of("p2")}, act("subject.erase", "request-1"), done);
  });
  EXPECT_EQ(this->accept(seen), Decided::gone);
  this->expect_untouched("S1", 5);
  EXPECT_EQ(this->decisions_told(), 0u);
}

TYPED_TEST_P(DecisionContract, DoesNotApplyToRecordsThatWaitForACode) {
  send_as(this->store(), "S1", 10, of_comune(waiting("A", 5, "five"), "016198"), kOneComune);
  auto row = this->awaiting();
  EXPECT_EQ(row.awaits, "");
  row.content = digest_of("five");
  EXPECT_EQ(this->reject(row), Decided::gone);
  EXPECT_EQ(this->decide(row, of_comune(accepted("A", 5, "five"), "016198")), Decided::gone);
  EXPECT_EQ(this->state("A").outcome, model::Outcome::quarantined);
  EXPECT_EQ(this->store().quarantine({}, 10, "").items.size(), 1u);
}

TYPED_TEST_P(DecisionContract, BodyReceivedBeforeTheDecisionDoesNotOvertakeIt) {
  this->take_over();
  const auto body = waiting_body(this->store(), "S3", 12);
  ASSERT_EQ(this->accept(this->awaiting()), Decided::done);
  EXPECT_EQ(process_body(this->store(), body, this->taken("other", 7)).outcome, model::Outcome::unchanged);
  EXPECT_EQ(this->store().held().record("isola-bergamasca", "A")->body, "{\"record\":\"seven\"}");
}

TYPED_TEST_P(DecisionContract, TombstoneAppliesOnlyToRecordsReceivedBefore) {
  const auto before = waiting_body(this->store(), "S1", 10);
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::later);
  const auto after = waiting_body(this->store(), "S2", 9);  // received by a clock that was set back
  EXPECT_EQ(process_body(this->store(), after, of_comune(accepted("A", 5, "five"), "016198")).outcome,
            model::Outcome::accepted);
  EXPECT_EQ(process_body(this->store(), before, of_comune(accepted("A", 6, "six"), "016198")).outcome,
            model::Outcome::rejected);
  EXPECT_EQ(this->state("A").version, at(5));
}

TYPED_TEST_P(DecisionContract, TombstoneOfOneComuneKeepsRecordsOfOthers) {
  const auto per_owner = [](const std::string& owner) {
    auto record = of_comune(accepted("A", 5, "five " + owner), owner, "p" + owner);
    record.per_owner = true;
    return record;
  };
  const auto first = waiting_body(this->store(), "S1", 10);
  const auto second = waiting_body(this->store(), "S2", 11);
  EXPECT_EQ(erase_now(this->store(), "A", {kBothComuni, "x", "016198"}), Erased::later);
  EXPECT_EQ(process_body(this->store(), first, per_owner("016198")).outcome, model::Outcome::rejected);
  EXPECT_EQ(process_body(this->store(), second, per_owner("016024")).outcome, model::Outcome::accepted);
  EXPECT_EQ(this->state("A").owner, "016024");
}

TYPED_TEST_P(DecisionContract, TombstoneIsKeptWhileAnOlderBodyIsSpooled) {
  const auto old = waiting_body(this->store(), "S1", 10);
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::later);
  this->retain({});
  this->reopen();
  EXPECT_EQ(process_body(this->store(), old, of_comune(accepted("A", 5, "five"), "016198")).outcome,
            model::Outcome::rejected);
  this->retain({});
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::nothing);
}

REGISTER_TYPED_TEST_SUITE_P(
    DecisionContract, AcceptedContentReplacesTheStoredOne, RejectedContentIsDeletedAndReportedToItsSenderOnly,
    SecondDecisionFindsNothing, DecidesOnlyOnWhatTheAdministratorSaw,
    AcceptsOverAnOlderVersionReceivedInBetween, OlderVersionIsNeverAcceptedOverANewerOne,
    RefusesARecordThatChangedItsComuneSinceItWasRead, RejectsBesideAContentReceivedInBetween,
    FindsNothingOnceTheRecordOrThePersonWasErased, DoesNotApplyToRecordsThatWaitForACode,
    BodyReceivedBeforeTheDecisionDoesNotOvertakeIt, TombstoneAppliesOnlyToRecordsReceivedBefore,
    TombstoneOfOneComuneKeepsRecordsOfOthers, TombstoneIsKeptWhileAnOlderBodyIsSpooled);

}  // namespace raccordo::store
