#include "net/session_policy.hpp"

#include <gtest/gtest.h>

namespace raccordo::net {
namespace {

using std::chrono::milliseconds;
const SteadyTime kStart{};

RawHead head(std::vector<Header> headers, int version = 11) {
  RawHead out;
  out.headers = std::move(headers);
  out.version = version;
  return out;
}

TEST(Progress, RenewsTheDeadlineByEnoughBytesOnly) {
  Progress progress(milliseconds(1000), kStart);
  EXPECT_EQ(progress.deadline(), kStart + milliseconds(1000));
  progress.received(kBytesPerSecond - 1, kStart + milliseconds(500));
  EXPECT_EQ(progress.deadline(), kStart + milliseconds(1000));
  progress.received(1, kStart + milliseconds(700));
  EXPECT_EQ(progress.deadline(), kStart + milliseconds(1700));
}

TEST(Progress, AsksForOneKibibyteASecondAveragedOverThirtySeconds) {
  Progress progress(milliseconds(60'000), kStart);
  EXPECT_EQ(progress.deadline(), kStart + milliseconds(30'000));
  progress.received((30 << 10) - 1, kStart + milliseconds(29'000));
  EXPECT_EQ(progress.deadline(), kStart + milliseconds(30'000));
  progress.received(1, kStart + milliseconds(29'000));
  EXPECT_EQ(progress.deadline(), kStart + milliseconds(59'000));
}

TEST(SessionPolicy, AnAnswerHasATimeLimitByItsSize) {
  EXPECT_EQ(reading_deadline(0, milliseconds(60'000), kStart), kStart + milliseconds(60'000));
  EXPECT_EQ(reading_deadline(10 << 10, milliseconds(60'000), kStart), kStart + milliseconds(70'000));
}

TEST(SessionPolicy, KeepsConnectionsByVersionAndConnectionHeader) {
  EXPECT_EQ(wanted_keep(head({})), Keep::open);
  EXPECT_EQ(wanted_keep(head({{"connection", "Close"}})), Keep::close);
  EXPECT_EQ(wanted_keep(head({{"connection", "x, close"}})), Keep::close);
  EXPECT_EQ(wanted_keep(head({}, 10)), Keep::close);
  EXPECT_EQ(wanted_keep(head({{"connection", "Keep-Alive"}}, 10)), Keep::open);
  EXPECT_EQ(wanted_keep(head({{"connection", "keep-alive, close"}}, 10)), Keep::close);
}

TEST(SessionPolicy, DrainsSmallBodiesOfKnownLengthOnly) {
  RawHead request = head({});
  EXPECT_EQ(unwanted_body(request, 0), Body::none);
  request.has_body = true;
  EXPECT_EQ(unwanted_body(request, 0), Body::abandon) << "chunked: the length is unknown";
  request.content_length = kDrainableBody;
  EXPECT_EQ(unwanted_body(request, 0), Body::drain);
  request.content_length = kDrainableBody + 1;
  EXPECT_EQ(unwanted_body(request, 0), Body::abandon);
}

TEST(SessionPolicy, DoesNotReadABodyThatExpectsContinue) {
  RawHead request = head({{"expect", "100-continue"}});
  request.has_body = true;
  request.content_length = 10;
  EXPECT_EQ(unwanted_body(request, 0), Body::abandon);
  EXPECT_EQ(unwanted_body(request, 1), Body::drain) << "part of the body has arrived";
}

TEST(SessionPolicy, KnowsOneExpectation) {
  EXPECT_EQ(expectation(head({})), Expectation::none);
  EXPECT_EQ(expectation(head({{"expect", "100-Continue"}})), Expectation::wants_continue);
  EXPECT_EQ(expectation(head({{"expect", "miracles"}})), Expectation::unknown);
  EXPECT_EQ(expectation(head({{"expect", "100-continue"}}, 10)), Expectation::none);
}

}  // namespace
}  // namespace raccordo::net
