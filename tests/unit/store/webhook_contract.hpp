// Contract of the outbox of webhooks: which acts add an event, in whose name, and what becomes of it.
#pragma once

#include "webhook_fixture.hpp"

namespace raccordo::store {

TYPED_TEST_P(WebhookContract, TheEndOfADocumentAnsweredLaterIsToldToItsSender) {
  this->configure({"isola"});
  this->process_later("S1", "https://a.example/calls/1");
  this->process_later("S2", "", model::SubmissionState::failed);
  this->send(accepted("A", 1, "a"), "S3", 3);  // answered at once
  this->reopen();
  const auto events = this->pending();
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].kind, WebhookEventKind::submission_ended);
  EXPECT_EQ(events[0].object, "S1");
  EXPECT_EQ(events[0].source, "isola-bergamasca");
  EXPECT_EQ(events[0].outcome, "COMPLETED");
  EXPECT_EQ(events[0].reply_to, "https://a.example/calls/1");
  EXPECT_EQ(events[1].object, "S2");
  EXPECT_EQ(events[1].outcome, "FAILED");
  EXPECT_NE(events[0].id, events[1].id);
  EXPECT_EQ(this->webhooks().due(at(0)), std::vector<std::string>{"isola"});
}

TYPED_TEST_P(WebhookContract, ABodyThatIsSetAsideIsToldAsFailed) {
  this->configure({"isola"});
  auto submission = submission_row("S1", 1);
  submission.state = model::SubmissionState::received;
  submission.spool = "body";
  await<bool>([&](auto done) { this->store().put_submission(submission, std::nullopt, done); });
  const auto note = [&](model::SubmissionState state) {
    await<bool>([&](auto done) { this->store().note_body({"S1", state, 1, "", {}, {}}, done); });
  };
  note(model::SubmissionState::processing);
  EXPECT_TRUE(this->pending().empty());
  note(model::SubmissionState::failed);
  ASSERT_EQ(this->pending().size(), 1u);
  EXPECT_EQ(this->pending()[0].outcome, "FAILED");
}

TYPED_TEST_P(WebhookContract, NothingIsKeptOfAClientWithoutWebhook) {
  this->configure({"other"});
  this->process_later("S1");
  this->configure({"isola"});
  EXPECT_TRUE(this->pending().empty());
  this->process_later("S2");
  this->configure({});
  this->process_later("S3");
  EXPECT_EQ(this->pending().size(), 1u);
  EXPECT_TRUE(this->webhooks().due(at(0)).empty()) << "nobody to call";
  EXPECT_FALSE(this->row().configured);
}

TYPED_TEST_P(WebhookContract, RecordsThatLeaveQuarantineByAReplayAreTold) {
  this->configure({"isola"});
  this->send(waiting("A", 5, "a"), "S1", 1);
  this->send(waiting("A", 5, "a"), "S2", 2);
  this->send(waiting("B", 5, "b"), "S3", 3);
  EXPECT_TRUE(this->pending().empty());
  this->replay("R1", model::Outcome::accepted);
  const auto events = this->pending();
  ASSERT_EQ(events.size(), 4u) << "A in both submissions, B, and the replay";
  EXPECT_EQ(events[0].kind, WebhookEventKind::record_left);
  EXPECT_EQ(events[0].record_id, "A");
  EXPECT_EQ(events[0].number, 1);
  EXPECT_EQ(events[0].outcome, "ACCEPTED");
  EXPECT_EQ(events[2].object, "S3");
  EXPECT_EQ(events[2].record_id, "B");
  EXPECT_EQ(events[3].kind, WebhookEventKind::replay_ended);
  EXPECT_EQ(events[3].object, "R1");
  EXPECT_EQ(events[3].outcome, "COMPLETED");
}

TYPED_TEST_P(WebhookContract, RecordsThatStillWaitAreNotTold) {
  this->configure({"isola"});
  this->send(waiting("A", 5, "a"), "S1", 1);
  this->replay("R1", model::Outcome::quarantined, "anna");
  EXPECT_TRUE(this->pending().empty()) << "and the replay was ordered by somebody else";
  this->send(waiting("B", 5, "b"), "S2", 2);
  this->replay("R2", model::Outcome::rejected, "anna");
  ASSERT_EQ(this->pending().size(), 1u);
  EXPECT_EQ(this->pending()[0].outcome, "REJECTED");
}

TYPED_TEST_P(WebhookContract, AnErasedRecordIsNotTold) {
  this->configure({"isola"});
  this->send(waiting("A", 5, "a"), "S1", 1);
  this->send(waiting("B", 5, "b"), "S2", 2);
  this->replay("R1", model::Outcome::accepted, "anna");
  ASSERT_EQ(this->pending().size(), 2u);
  EXPECT_EQ(erase_now(this->store(), "A"), Erased::done);
  ASSERT_EQ(this->pending().size(), 1u);
  EXPECT_EQ(this->pending()[0].record_id, "B");
}

TYPED_TEST_P(WebhookContract, RecordsThatWaitedTooLongAreTold) {
  this->configure({"isola"});
  this->send(waiting("A", 5, "a"), "S1", 1);
  auto cutoffs = this->kCutoffs;
  cutoffs.quarantine = at(2);
  this->retain(cutoffs);
  ASSERT_EQ(this->pending().size(), 1u);
  EXPECT_EQ(this->pending()[0].record_id, "A");
  EXPECT_EQ(this->pending()[0].outcome, "REJECTED");
}

TYPED_TEST_P(WebhookContract, AChangedExchangeIsToldToTheSideThatDidNotAct) {
  this->configure({"isola", "asst"});
  auto& exchanges = this->store().exchanges();
  const auto act_as = [](const std::string& actor) {
    auto event = exchange_event("act", "E1", 5);
    event.actor = actor;
    return event;
  };
  await<SentExchange>([&](auto done) { exchanges.send(exchange_of("E1"), act_as("isola"), done); });
  EXPECT_TRUE(this->pending().empty());
  ASSERT_EQ(this->pending("asst").size(), 1u);
  EXPECT_EQ(this->pending("asst")[0].kind, WebhookEventKind::exchange_changed);
  EXPECT_EQ(this->pending("asst")[0].object, "E1");
  EXPECT_EQ(this->pending("asst")[0].outcome, "SENT");
  await<std::optional<SteppedExchange>>([&](auto done) {
    exchanges.step({"E1", ExchangeAct::fetch, ""}, act_as("asst"), done);
  });
  ASSERT_EQ(this->pending().size(), 1u);
  EXPECT_EQ(this->pending()[0].outcome, "FETCHED");
  await<std::uint64_t>([&](auto done) { exchanges.expire(exchange_event("expire", "", 200), done); });
  EXPECT_EQ(this->pending().at(1).outcome, "EXPIRED");
  EXPECT_EQ(this->pending("asst").at(1).outcome, "EXPIRED");
  await<SubjectErasure>([&](auto done) {
    this->store().held().erase_person({digest_of("p1")}, act("subject.erase"), done, model::Comuni::all());
  });
  EXPECT_TRUE(this->pending().empty()) << "the exchange was erased with the person";
}

TYPED_TEST_P(WebhookContract, ADeliveredEventIsNotSentAgain) {
  this->configure({"isola"});
  this->process_later("S1");
  this->process_later("S2");
  this->settle(WebhookSettlement::Verdict::delivered, "204");
  this->reopen();
  ASSERT_EQ(this->pending().size(), 1u);
  EXPECT_EQ(this->pending()[0].object, "S2");
  const auto all = this->webhooks().events("isola", 1, "");
  EXPECT_EQ(all.items.at(0).object, "S2");
  const auto rest = this->webhooks().events("isola", 5, all.next);
  EXPECT_EQ(rest.items.at(0).end, WebhookEventEnd::delivered);
  EXPECT_EQ(rest.items.at(0).attempts, 1u);
  EXPECT_EQ(rest.next, "");
  EXPECT_EQ(this->row().pending, 1u);
  EXPECT_EQ(this->row().answer, "204");
}

TYPED_TEST_P(WebhookContract, AFailedCallWaitsAndKeepsTheOrder) {
  this->configure({"isola"});
  this->process_later("S1");
  this->process_later("S2");
  this->settle(WebhookSettlement::Verdict::failed, "timeout");
  EXPECT_TRUE(this->webhooks().due(at(89)).empty());
  EXPECT_EQ(this->webhooks().due(at(90)).size(), 1u);
  EXPECT_EQ(this->pending().at(0).object, "S1");
  EXPECT_EQ(this->pending().at(0).attempts, 1u);
  EXPECT_EQ(this->row().failures, 1u);
  this->steer(WebhookAct::retry);
  EXPECT_EQ(this->webhooks().due(at(51)).size(), 1u) << "at once";
  EXPECT_EQ(this->row().failures, 0u);
}

TYPED_TEST_P(WebhookContract, AGoneReceiverIsCalledNoMoreUntilSomebodyResumes) {
  this->configure({"isola"});
  this->process_later("S1");
  this->settle(WebhookSettlement::Verdict::gone, "410");
  this->configure({"isola"});
  EXPECT_EQ(this->row().state, WebhookState::stopped) << "also after a restart";
  EXPECT_TRUE(this->webhooks().due(at(1000)).empty());
  EXPECT_EQ(this->acts_told("webhook.stop"), 1u);
  EXPECT_EQ(this->steer(WebhookAct::resume)->state, WebhookState::active);
  EXPECT_EQ(this->webhooks().due(at(51)).size(), 1u);
}

TYPED_TEST_P(WebhookContract, PausedIsKeptAndAudited) {
  this->configure({"isola"});
  EXPECT_FALSE(this->steer(WebhookAct::pause, "nobody"));
  this->steer(WebhookAct::pause);
  this->steer(WebhookAct::pause);
  EXPECT_EQ(this->acts_told("webhook.pause"), 1u) << "the second changed nothing";
  this->process_later("S1");
  this->reopen();
  EXPECT_TRUE(this->webhooks().due(at(1000)).empty());
  EXPECT_EQ(this->row().pending, 1u);
  EXPECT_EQ(this->row().actor, "anna");
  this->steer(WebhookAct::drop);
  this->steer(WebhookAct::resume);
  EXPECT_TRUE(this->webhooks().due(at(1000)).empty());
  EXPECT_EQ(this->webhooks().events("isola", 1, "").items.at(0).end, WebhookEventEnd::dropped);
}

TYPED_TEST_P(WebhookContract, OldEventsAreGivenUpCanBeRetriedAndAreForgotten) {
  this->configure({"isola"});
  this->process_later("S1");
  const base::Instant later{base::system_clock().now().micros + kDay};
  EXPECT_EQ(this->expire({0}, {0}), 0u);
  EXPECT_EQ(this->expire(later, {0}), 1u);
  EXPECT_TRUE(this->pending().empty());
  EXPECT_EQ(this->row().given_up, 1u);
  this->steer(WebhookAct::retry);
  EXPECT_EQ(this->pending().size(), 1u);
  EXPECT_EQ(this->expire({at(50).micros + 1}, {0}), 1u) << "its age begins again";
  EXPECT_EQ(this->expire({0}, {at(100).micros + 1}), 0u);
  EXPECT_TRUE(this->webhooks().events("isola", 5, "").items.empty());
}

TYPED_TEST_P(WebhookContract, PauseAllLeavesNobodyToCall) {
  this->configure({"isola", "other"});
  this->process_later("S1");
  const auto paused = await<std::uint64_t>([&](auto done) {
    this->webhooks().pause_all({at(70), "cli:anna", "", "", "restored", {}}, done);
  });
  EXPECT_EQ(paused, 2u);
  EXPECT_TRUE(this->webhooks().due(at(1000)).empty());
  EXPECT_EQ(this->acts_told("webhook.pause"), 2u);
  EXPECT_EQ(this->row("other").reason, "restored");
}

REGISTER_TYPED_TEST_SUITE_P(WebhookContract, TheEndOfADocumentAnsweredLaterIsToldToItsSender,
                            ABodyThatIsSetAsideIsToldAsFailed, NothingIsKeptOfAClientWithoutWebhook,
                            RecordsThatLeaveQuarantineByAReplayAreTold, RecordsThatStillWaitAreNotTold,
                            AnErasedRecordIsNotTold, RecordsThatWaitedTooLongAreTold,
                            AChangedExchangeIsToldToTheSideThatDidNotAct, ADeliveredEventIsNotSentAgain,
                            AFailedCallWaitsAndKeepsTheOrder, AGoneReceiverIsCalledNoMoreUntilSomebodyResumes,
                            PausedIsKeptAndAudited, OldEventsAreGivenUpCanBeRetriedAndAreForgotten,
                            PauseAllLeavesNobodyToCall);

}  // namespace raccordo::store
