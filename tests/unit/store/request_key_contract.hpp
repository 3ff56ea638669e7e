// Contract of RequestKeys: the idempotency keys of senders.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

template <class F>
class RequestKeyContract : public StoreContract<F> {};
TYPED_TEST_SUITE_P(RequestKeyContract);

TYPED_TEST_P(RequestKeyContract, KeyIdentifiesOneBodyAndItsSubmission) {
  const auto reserve = [&](const std::string& body, std::int64_t now) {
    return await<std::optional<IdempotencyRow>>([&](auto done) {
      this->store().reserve_key("isola", "isola-bergamasca", "K", digest_of(body), at(now), done);
    });
  };
  EXPECT_FALSE(reserve("body", 1));
  const auto running = reserve("body", 2);
  ASSERT_TRUE(running);
  EXPECT_EQ(running->submission, "");
  ApplyRequest request;
  request.submission = submission_row("S1", 1);
  request.idempotency_key = "K";
  apply_now(this->store(), request);
  const auto done = reserve("other body", 3);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->submission, "S1");
  EXPECT_EQ(done->status, 201);
  EXPECT_EQ(done->body, digest_of("body"));
  this->store().release_key("isola", "isola-bergamasca", "K");
  this->store().flush();
  EXPECT_TRUE(reserve("body", 4));
}

TYPED_TEST_P(RequestKeyContract, ReleasedOrAbandonedKeyIsFreeAgain) {
  const auto reserve = [&](base::Instant now) {
    return await<std::optional<IdempotencyRow>>(
        [&](auto done) { this->store().reserve_key("c", "s", "K", digest_of("b"), now, done); });
  };
  EXPECT_FALSE(reserve(at(0)));
  this->store().release_key("c", "s", "K");
  EXPECT_FALSE(reserve(at(0)));
  const base::Instant limit{at(0).micros + kReservationLasts};
  EXPECT_TRUE(reserve(limit));
  EXPECT_FALSE(reserve({limit.micros + 1}));
  auto row = submission_row("S9", 1);
  row.client = "c";
  row.source = "s";
  await<bool>([&](auto done) { this->store().put_submission(row, "K", done); });
  EXPECT_EQ(reserve({limit.micros * 2})->status, 202);
}

REGISTER_TYPED_TEST_SUITE_P(RequestKeyContract, KeyIdentifiesOneBodyAndItsSubmission,
                            ReleasedOrAbandonedKeyIsFreeAgain);

}  // namespace raccordo::store
