// Contract of StoreCare: counters, reference time, ids.
#pragma once

#include "base/ulid.hpp"
#include "case_store_contract.hpp"

namespace raccordo::store {

template <class F>
class CareContract : public StoreContract<F> {};
TYPED_TEST_SUITE_P(CareContract);

TYPED_TEST_P(CareContract, CountsCommitsAndFailedWrites) {
  const auto before = this->store().care().writes();
  EXPECT_NO_THROW(this->store().care().probe(at(5)));
  ApplyRequest orphan;
  orphan.submission = submission_row("none", 1);
  orphan.first = false;
  EXPECT_THROW(apply_now(this->store(), orphan), base::SystemFault);
  const auto after = this->store().care().writes();
  EXPECT_EQ(after.commits, before.commits + 1);
  EXPECT_EQ(after.failed, before.failed + 1);
  EXPECT_TRUE(after.last_commit);
  EXPECT_FALSE(after.storage_full) << "it was something else";
}

TYPED_TEST_P(CareContract, ReferenceTimeNeverGoesBack) {
  EXPECT_EQ(this->store().care().times().relied_on.micros, 0);
  EXPECT_EQ(this->store().care().times().newest.micros, 0);
  for (const auto now : {at(50), at(20)})
    await<bool>([&](auto done) { this->store().care().rely_on(now, done); });
  apply_now(this->store(), submission_row("S1", 30), {accepted("A", 1, "a")});
  EXPECT_EQ(this->store().care().times().relied_on, at(50));
  EXPECT_EQ(this->store().care().times().newest, at(30));
}

TYPED_TEST_P(CareContract, NewIdsSortAfterStoredOnes) {
  const std::string far = "7ZZZZZZZZZ0000000000000000";  // from a clock thousands of years ahead
  apply_now(this->store(), submission_row(far, 1), {accepted("A", 1, "a")});
  this->reopen();
  EXPECT_GT(base::new_ulid(base::system_clock().now()), far);
}

REGISTER_TYPED_TEST_SUITE_P(CareContract, CountsCommitsAndFailedWrites, ReferenceTimeNeverGoesBack,
                            NewIdsSortAfterStoredOnes);

}  // namespace raccordo::store
