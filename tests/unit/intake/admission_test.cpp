#include "intake/admission.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "intake/idempotency.hpp"

namespace raccordo::intake {
namespace {

using testing::Contains;
using testing::Pair;

AdmissionLimits small() {
  AdmissionLimits limits;
  limits.first_ones = 0;
  limits.body_bytes = 100;
  limits.submissions = 3;
  limits.per_client = 2;
  limits.retry_after = std::chrono::seconds(7);
  return limits;
}

TEST(Admission, AdmitsAClientUpToItsShare) {
  Admission admission(small());
  auto first = admission.enter("a");
  auto second = admission.enter("a");
  ASSERT_TRUE(std::holds_alternative<Ticket>(second));
  const auto third = admission.enter("a");
  ASSERT_TRUE(std::holds_alternative<Refusal>(third));
  EXPECT_EQ(std::get<Refusal>(third).status, 429);
  const auto headers = std::get<Refusal>(third).headers();
  EXPECT_THAT(headers, Contains(Pair("Retry-After", "7")));
  EXPECT_THAT(headers, Contains(Pair("RateLimit-Limit", "2")));
  EXPECT_THAT(headers, Contains(Pair("RateLimit-Remaining", "0")));
  EXPECT_TRUE(std::holds_alternative<Ticket>(admission.enter("b")));
}

TEST(Admission, EnforcesTheTotalLimit) {
  Admission admission(small());
  std::vector<std::variant<Ticket, Refusal>> held;
  for (const char* client : {"a", "b", "c", "d"}) held.push_back(admission.enter(client));
  EXPECT_EQ(admission.at_work(), 3U);
  ASSERT_TRUE(std::holds_alternative<Refusal>(held[3]));
  EXPECT_EQ(std::get<Refusal>(held[3]).status, 503);
  held.clear();
  EXPECT_EQ(admission.at_work(), 0U);
}

TEST(Admission, CountsBytesToTheLimit) {
  Admission admission(small());
  auto first = std::get<Ticket>(admission.enter("a"));
  auto second = std::get<Ticket>(admission.enter("b"));
  EXPECT_TRUE(first.grow(60));
  EXPECT_TRUE(second.grow(40));
  EXPECT_FALSE(second.grow(1));
  EXPECT_EQ(admission.out_of_memory().status, 503);
  first.release_bytes();
  EXPECT_TRUE(second.grow(60));
  EXPECT_FALSE(second.grow(~std::uint64_t{0}));
  EXPECT_EQ(admission.bytes_held(), 100U);
}

TEST(Admission, BusyClientsDoNotBlockANewOne) {
  auto limits = small();
  limits.first_ones = 1;
  Admission admission(limits);
  std::vector<Ticket> held;
  for (std::size_t i = 0; i < limits.submissions; ++i) {
    held.push_back(std::get<Ticket>(admission.enter("c" + std::to_string(i))));
  }
  EXPECT_EQ(std::get<Refusal>(admission.enter("c0")).status, 503);
  held.push_back(std::get<Ticket>(admission.enter("new")));
  EXPECT_EQ(std::get<Refusal>(admission.enter("newer")).status, 503);
  EXPECT_EQ(admission.refused(), 2U);
}

TEST(Admission, ReleasesATicketOnceAfterMoves) {
  Admission admission(small());
  {
    auto ticket = std::get<Ticket>(admission.enter("a"));
    EXPECT_TRUE(ticket.grow(10));
    Ticket moved = std::move(ticket);
    EXPECT_THAT(admission.share_of("a").headers(), Contains(Pair("RateLimit-Remaining", "1")));
    auto other = std::get<Ticket>(admission.enter("b"));
    moved = std::move(other);
    EXPECT_EQ(admission.at_work(), 1U);
    EXPECT_EQ(admission.bytes_held(), 0U);
  }
  EXPECT_EQ(admission.at_work(), 0U);
}

TEST(Admission, MayBeDestroyedBeforeItsTickets) {
  auto admission = std::make_unique<Admission>(small());
  auto ticket = admission->enter("a");
  admission.reset();
  EXPECT_TRUE(std::get<Ticket>(ticket).grow(100));
}

TEST(Admission, SeveralGatewaysShareTheLimitOfAClientAndEachAdmitsOne) {
  AdmissionLimits limits;
  limits.per_client = 5;
  Admission admission(limits);
  admission.share_among(2);
  EXPECT_EQ(admission.share_of("a").limit, 2U);
  const auto first = admission.enter("a");
  const auto second = admission.enter("a");
  EXPECT_TRUE(std::holds_alternative<Ticket>(second));
  auto third = admission.enter("a");
  ASSERT_TRUE(std::holds_alternative<Refusal>(third));
  EXPECT_EQ(std::get<Refusal>(third).status, 429);
  EXPECT_EQ(std::get<Refusal>(third).limit, 2U);
  admission.share_among(9);
  EXPECT_EQ(admission.share_of("b").limit, 1U);
  EXPECT_TRUE(std::holds_alternative<Ticket>(admission.enter("b")));
  admission.share_among(1);
  EXPECT_TRUE(std::holds_alternative<Ticket>(admission.enter("a")));
}

TEST(Admission, KeepsCountUnderManyThreads) {
  AdmissionLimits limits;
  limits.per_client = 4;
  Admission admission(limits);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2000; ++i) {
        auto entered = admission.enter(t % 2 == 0 ? "a" : "b");
        if (auto* ticket = std::get_if<Ticket>(&entered)) {
          EXPECT_TRUE(ticket->grow(3));
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(admission.at_work(), 0U);
  EXPECT_EQ(admission.bytes_held(), 0U);
}

TEST(IdempotencyKey, IsOneTo255VisibleCharacters) {
  EXPECT_FALSE(is_idempotency_key(""));
  EXPECT_TRUE(is_idempotency_key("!~"));
  EXPECT_TRUE(is_idempotency_key(std::string(255, 'k')));
  EXPECT_FALSE(is_idempotency_key(std::string(256, 'k')));
  for (const char* bad : {"a b", "a\tb", "a\x7f", "\xc3\xa8"}) EXPECT_FALSE(is_idempotency_key(bad)) << bad;
}

}  // namespace
}  // namespace raccordo::intake
