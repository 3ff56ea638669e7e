// The state of a body after its processing ended, and the order of processing: decisions without processes.
#include "app/ingest/body_verdict.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "app/ingest/body_queue.hpp"
#include "app/ingest/lone_process.hpp"

namespace raccordo::app {
namespace {

using model::SubmissionState;
using std::chrono::seconds;

store::SubmissionRow row_after(std::int64_t attempts) {
  store::SubmissionRow row;
  row.id = "S1";
  row.attempts = attempts;
  return row;
}

TEST(BodyVerdict, ThirdRunIsAloneAfterTwoCrashes) {
  auto row = row_after(0);
  EXPECT_EQ(mode_of(row.attempts), BodyMode::together);
  row.attempts = begin_note(row).attempts;  // the process ends here and reports nothing
  EXPECT_EQ(mode_of(row.attempts), BodyMode::together);
  row.attempts = begin_note(row).attempts;  // and here
  EXPECT_EQ(mode_of(row.attempts), BodyMode::alone);
  EXPECT_EQ(begin_note(row).state, SubmissionState::processing);
}

TEST(BodyVerdict, RegularEndsAndTemporaryFaultsDoNotCountAsAttempts) {
  for (const auto end : {BodyEnd::stopped, BodyEnd::waits}) {
    for (const auto mode : {BodyMode::together, BodyMode::alone}) {
      EXPECT_EQ(end_note(row_after(1), mode, {end, "storage-full"}).attempts, 1);
    }
  }
  const auto waits = end_note(row_after(0), BodyMode::together, {BodyEnd::waits, "client-missing"});
  EXPECT_EQ(waits.state, SubmissionState::waiting);
  EXPECT_EQ(waits.waits_for, "client-missing");
  EXPECT_FALSE(waits.issue);
  EXPECT_EQ(end_note(row_after(0), BodyMode::together, {BodyEnd::stopped, ""}).state,
            SubmissionState::received);
}

TEST(BodyVerdict, OnlyTheEndOfTheLoneProcessFailsTheSubmission) {
  for (const auto& reason : {kCrashed, kTooMuchTime, kTooMuchMemory}) {
    const auto note = end_note(row_after(2), BodyMode::alone, {BodyEnd::crashed, std::string(reason)});
    EXPECT_EQ(note.state, SubmissionState::failed);
    ASSERT_TRUE(note.issue);
    EXPECT_EQ(note.issue->code, model::IssueCode::processing_failed);
    EXPECT_THAT(note.issue->message, testing::HasSubstr("The administrators have been informed"));
  }
}

TEST(BodyVerdict, UnexplainedExceptionMakesABodySuspectAndFailsItAlone) {
  auto row = row_after(0);
  for (int run = 0; run < 2; ++run) {
    const auto note = end_note(row, BodyMode::together, {BodyEnd::threw, std::string(kCrashed)});
    EXPECT_EQ(note.state, SubmissionState::waiting);
    row.attempts = note.attempts;
  }
  EXPECT_EQ(mode_of(row.attempts), BodyMode::alone);
  EXPECT_EQ(end_note(row, BodyMode::alone, {BodyEnd::threw, std::string(kCrashed)}).state,
            SubmissionState::failed);
}

TEST(BodyVerdict, LostBodyFailsAtOnceAndTheSenderIsAskedToSendAgain) {
  const auto note = end_note(row_after(0), BodyMode::together, {BodyEnd::lost, "body-lost"});
  EXPECT_EQ(note.state, SubmissionState::failed);
  ASSERT_TRUE(note.issue);
  EXPECT_THAT(note.issue->message, testing::HasSubstr("missing or was changed"));
  EXPECT_THAT(note.issue->message, testing::HasSubstr("send the document again"));
}

TEST(BodyVerdict, EveryReasonToWaitHasAText) {
  for (const auto reason :
       {kWaitsForClient, kWaitsForSource, kWaitsForStore, kWaitsForDisk, kWaitsForFault}) {
    EXPECT_THAT(std::string(words_of_wait(reason)), testing::HasSubstr("again")) << reason;
  }
  EXPECT_EQ(words_of_wait(""), "");
}

TEST(BodyVerdict, LimitsGrowWithTheBodyAndHaveAFloor) {
  const auto none = limits_for(0);
  EXPECT_EQ(none.processor, seconds(60));
  EXPECT_EQ(none.memory, std::uint64_t{1} << 30);
  const auto large = limits_for(std::uint64_t{2} << 30);
  EXPECT_EQ(large.processor, seconds(60 + 4096));
  EXPECT_GT(large.wall, large.processor);
  EXPECT_EQ(large.memory, (std::uint64_t{1} << 30) + (std::uint64_t{1} << 28));
}

TEST(LoneProcess, ExitCodesRoundTrip) {
  const std::vector<BodyOutcome> outcomes = {{BodyEnd::done, ""},
                                             {BodyEnd::stopped, ""},
                                             {BodyEnd::waits, "store-busy"},
                                             {BodyEnd::waits, "storage-full"},
                                             {BodyEnd::waits, "passing-fault"},
                                             {BodyEnd::waits, "client-missing"},
                                             {BodyEnd::waits, "source-missing"},
                                             {BodyEnd::lost, "body-lost"},
                                             {BodyEnd::threw, "too-much-memory"},
                                             {BodyEnd::threw, "crashed"}};
  for (const auto& outcome : outcomes) {
    const auto back = outcome_of_exit(exit_code_of(outcome));
    EXPECT_EQ(back.end, outcome.end);
    EXPECT_EQ(back.reason, outcome.reason);
  }
  // The process could not be started: this does not count against the body.
  EXPECT_EQ(outcome_of_exit(1).end, BodyEnd::waits);
}

TEST(LoneProcess, SignalsOfARegularEndDoNotFailTheBody) {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    EXPECT_EQ(outcome_of_signal(signal).end, BodyEnd::stopped);
  }
  for (const int signal : {SIGSEGV, SIGABRT, SIGKILL, SIGBUS}) {
    EXPECT_EQ(outcome_of_signal(signal).end, BodyEnd::crashed);
    EXPECT_EQ(outcome_of_signal(signal).reason, kCrashed);
  }
  EXPECT_EQ(outcome_of_signal(SIGXCPU).reason, kTooMuchTime);
}

class BodyQueueTest : public testing::Test {
 protected:
  std::string take(seconds now) {
    const auto item = queue_.take(BodyQueue::Moment{} + now);
    return item ? item->submission : "";
  }
  /// Takes the next body and puts it back as waiting for `reason`.
  std::string fail(seconds now, const std::string& reason) {
    auto item = queue_.take(BodyQueue::Moment{} + now);
    if (!item) return "";
    auto name = item->submission;
    queue_.settle(std::move(*item), {BodyEnd::waits, reason}, BodyQueue::Moment{} + now);
    return name;
  }
  BodyQueue queue_;
};

TEST_F(BodyQueueTest, StuckBodyDoesNotBlockTheOthers) {
  queue_.add("A");
  queue_.add("B");
  EXPECT_EQ(fail(seconds(0), "client-missing"), "A");
  EXPECT_EQ(take(seconds(0)), "B");
  EXPECT_EQ(queue_.pausing(), (std::map<std::string, std::uint64_t>{{"client-missing", 1}}));
}

TEST_F(BodyQueueTest, PausesGrowUpToTheMaximum) {
  queue_.add("A");
  seconds now(0);
  for (const int pause : {1, 2, 4, 8, 16, 30, 30}) {
    EXPECT_EQ(fail(now, "storage-full"), "A") << pause;
    EXPECT_EQ(take(now + seconds(pause - 1)), "") << pause;
    now += seconds(pause);
  }
  EXPECT_EQ(take(now), "A");
}

TEST_F(BodyQueueTest, EndOfPausesMakesAllDueInTheirOrder) {
  queue_.add("A");
  queue_.add("B");
  fail(seconds(0), "client-missing");
  fail(seconds(0), "client-missing");
  EXPECT_EQ(take(seconds(0)), "");
  queue_.end_pauses();
  EXPECT_EQ(take(seconds(0)), "A");
}

TEST_F(BodyQueueTest, HoldsEachBodyOnceIncludingTheOneInProgress) {
  queue_.add("A");
  queue_.add("A");
  EXPECT_EQ(queue_.size(), 1U);
  auto item = queue_.take({});
  ASSERT_TRUE(item);
  queue_.add("A");
  EXPECT_EQ(queue_.size(), 1U);
  queue_.settle(std::move(*item), {}, {});
  EXPECT_EQ(queue_.size(), 0U);
  EXPECT_EQ(queue_.at_work(), "");
}

}  // namespace
}  // namespace raccordo::app
