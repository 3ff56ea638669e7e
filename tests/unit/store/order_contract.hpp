// Contract of the order of receipt: of two sendings of one record the later received wins, whichever is
// processed first (docs/records.md#versions-and-order).
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

using model::Outcome;

/// Receives a body without processing it, as for a 202.
inline void take_in(CaseStore& store, const std::string& id, std::int64_t received) {
  auto row = submission_row(id, received);
  row.state = model::SubmissionState::received;
  row.spool = id + ".sealed";
  await<bool>([&](auto done) { store.put_submission(row, {}, done); });
}

/// Processes a received body.
inline AppliedRecord work_off(CaseStore& store, const std::string& id, std::int64_t received,
                              PreparedRecord record) {
  ApplyRequest request;
  request.submission = submission_row(id, received);
  request.records = {std::move(record)};
  request.first = false;
  return apply_now(store, std::move(request)).at(0);
}

/// The channel of the accepted case; "" if no case is accepted.
inline std::string channel_of(CaseStore& store) {
  const auto facts = store.snapshot();
  return facts.cases.empty() ? "" : std::string(facts.codes.text(facts.cases.at(0).channel));
}

inline PreparedRecord through(const std::string& channel, std::int64_t version) {
  auto record = accepted("A", version, channel);
  record.facts.channel = channel;
  return record;
}

inline PreparedRecord unversioned(PreparedRecord record) {
  record.has_version = false;
  return record;
}

TYPED_TEST_P(OrderContract, LaterReceivedWinsWhicheverIsProcessedFirst) {
  for (const bool waiting_first : {true, false}) {
    this->start_afresh();
    take_in(this->store(), "S1", 10);
    if (waiting_first) work_off(this->store(), "S1", 10, through("earlier", 5));
    EXPECT_EQ(this->send(through("later", 5), "S2", 11).outcome, Outcome::accepted);
    if (!waiting_first) {
      const auto late = work_off(this->store(), "S1", 10, through("earlier", 5));
      EXPECT_EQ(late.outcome, Outcome::unchanged);
      EXPECT_EQ(late.age, Age::received_earlier);
      const auto issues = this->store().issues("S1", 10, "").items;
      ASSERT_EQ(issues.size(), 1u);
      EXPECT_EQ(issues[0].code, model::IssueCode::stale_version);
      EXPECT_THAT(issues[0].message, testing::HasSubstr("received again"));
    }
    EXPECT_EQ(channel_of(this->store()), "later") << waiting_first;
    EXPECT_EQ(this->state("A").submission, "S2");
    EXPECT_EQ(this->state("A").outcome, Outcome::accepted);
  }
}

TYPED_TEST_P(OrderContract, OrderOfReceiptDecidesWithoutVersion) {
  for (const bool waiting_first : {true, false}) {
    this->start_afresh();
    // The clock was set back by 90 seconds between the two receipts.
    take_in(this->store(), "S1", 100);
    if (waiting_first) work_off(this->store(), "S1", 100, unversioned(through("earlier", 100)));
    EXPECT_EQ(this->send(unversioned(through("later", 10)), "S2", 10).outcome, Outcome::accepted);
    if (!waiting_first) {
      EXPECT_EQ(work_off(this->store(), "S1", 100, unversioned(through("earlier", 100))).age,
                Age::received_earlier);
    }
    EXPECT_EQ(channel_of(this->store()), "later") << waiting_first;
  }
}

TYPED_TEST_P(OrderContract, NewerVersionWinsEvenIfReceivedEarlier) {
  take_in(this->store(), "S1", 10);
  this->send(through("later", 5), "S2", 11);
  EXPECT_EQ(work_off(this->store(), "S1", 10, through("newer", 6)).outcome, Outcome::accepted);
  EXPECT_EQ(channel_of(this->store()), "newer");
  EXPECT_EQ(this->state("A").version, at(6));
  EXPECT_EQ(this->state("A").submission, "S1");
}

TYPED_TEST_P(OrderContract, SameContentSentAgainCountsAsTheLaterReceipt) {
  this->send(through("stored", 5), "S0", 1);
  take_in(this->store(), "S1", 10);
  EXPECT_EQ(this->send(through("stored", 5), "S2", 11).outcome, Outcome::unchanged);
  EXPECT_EQ(work_off(this->store(), "S1", 10, through("earlier", 5)).age, Age::received_earlier);
  EXPECT_EQ(channel_of(this->store()), "stored");
}

TYPED_TEST_P(OrderContract, SameContentReceivedEarlierIsUnchangedWithoutWarning) {
  take_in(this->store(), "S1", 10);
  this->send(through("same", 5), "S2", 11);
  const auto late = work_off(this->store(), "S1", 10, through("same", 5));
  EXPECT_EQ(late.outcome, Outcome::unchanged);
  EXPECT_EQ(late.age, Age::newer);
  EXPECT_TRUE(this->store().issues("S1", 10, "").items.empty());
}

TYPED_TEST_P(OrderContract, WaitingContentReceivedLaterKeepsWaiting) {
  for (const bool waiting_first : {true, false}) {
    this->start_afresh();
    take_in(this->store(), "S1", 10);
    if (waiting_first) work_off(this->store(), "S1", 10, through("earlier", 5));
    EXPECT_EQ(this->send(waiting("A", 5, "later"), "S2", 11).outcome, Outcome::quarantined);
    if (!waiting_first) {
      EXPECT_EQ(work_off(this->store(), "S1", 10, through("earlier", 5)).outcome, Outcome::accepted);
    }
    EXPECT_EQ(channel_of(this->store()), "earlier");
    EXPECT_EQ(this->store().quarantine({}, 10, "").items.size(), 1u);
    EXPECT_EQ(this->state("A").outcome, Outcome::quarantined);
    EXPECT_EQ(this->state("A").submission, "S2");
  }
}

TYPED_TEST_P(OrderContract, WaitingContentReceivedEarlierNeverReplacesTheLaterOne) {
  take_in(this->store(), "S1", 10);
  this->send(through("later", 5), "S2", 11);
  EXPECT_EQ(work_off(this->store(), "S1", 10, waiting("A", 5, "earlier")).age, Age::received_earlier);
  EXPECT_TRUE(this->store().quarantine({}, 10, "").items.empty());
  EXPECT_EQ(this->state("A").outcome, Outcome::accepted);
}

TYPED_TEST_P(OrderContract, RejectionReceivedLaterStaysTheLastState) {
  take_in(this->store(), "S1", 10);
  this->send(rejected("A", 5), "S2", 11);
  EXPECT_EQ(work_off(this->store(), "S1", 10, through("earlier", 5)).outcome, Outcome::accepted);
  EXPECT_EQ(channel_of(this->store()), "earlier");
  EXPECT_EQ(this->state("A").outcome, Outcome::accepted);
  EXPECT_EQ(this->state("A").submission, "S1");
  EXPECT_EQ(this->state("A").last_attempt.value().submission, "S2");
}

TYPED_TEST_P(OrderContract, OrderSurvivesReopeningAndTheEndOfTheNewestSubmission) {
  take_in(this->store(), "S1", 10);
  const auto first = this->store().submission("S1")->seq;
  this->reopen();
  this->send(through("later", 5), "S2", 11);
  EXPECT_GT(this->store().submission("S2")->seq, first);
  // Retention deletes S2; its number is not used again.
  const auto gone = this->store().submission("S2")->seq;
  this->retain({at(-1), at(12), at(-1), {1900, 1, 1}});
  EXPECT_FALSE(this->store().submission("S2"));
  this->send(through("latest", 5), "S3", 13);
  EXPECT_GT(this->store().submission("S3")->seq, gone);
  EXPECT_EQ(work_off(this->store(), "S1", 10, through("earlier", 5)).age, Age::received_earlier);
}

TYPED_TEST_P(OrderContract, VersionInTheFutureDoesNotWinOverALaterCorrection) {
  for (const bool waits : {false, true}) {
    this->start_afresh();
    const auto first = waits ? waiting("A", 3600, "fast clock") : through("fast-clock", 3600);
    this->send(first, "S1", 10);
    const auto corrected = this->send(through("right-clock", 20), "S2", 30);
    EXPECT_EQ(corrected.outcome, Outcome::accepted);
    EXPECT_EQ(channel_of(this->store()), "right-clock");
    EXPECT_EQ(this->state("A").version, at(20));
  }
}

TYPED_TEST_P(OrderContract, VersionInTheFutureReceivedEarlierIsStaleWhenProcessedLater) {
  take_in(this->store(), "S1", 10);
  this->send(through("right-clock", 20), "S2", 30);
  EXPECT_EQ(work_off(this->store(), "S1", 10, through("fast-clock", 3600)).outcome, Outcome::unchanged);
  EXPECT_EQ(channel_of(this->store()), "right-clock");
}

REGISTER_TYPED_TEST_SUITE_P(OrderContract, LaterReceivedWinsWhicheverIsProcessedFirst,
                            VersionInTheFutureDoesNotWinOverALaterCorrection,
                            VersionInTheFutureReceivedEarlierIsStaleWhenProcessedLater,
                            OrderOfReceiptDecidesWithoutVersion, NewerVersionWinsEvenIfReceivedEarlier,
                            SameContentSentAgainCountsAsTheLaterReceipt,
                            SameContentReceivedEarlierIsUnchangedWithoutWarning,
                            WaitingContentReceivedLaterKeepsWaiting,
                            WaitingContentReceivedEarlierNeverReplacesTheLaterOne,
                            RejectionReceivedLaterStaysTheLastState,
                            OrderSurvivesReopeningAndTheEndOfTheNewestSubmission);

}  // namespace raccordo::store
