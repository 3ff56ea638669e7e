// Contract of Leases: which process works on what. Its factory also has `leave_behind(owner)`, which gives
// all leases of its store to that owner, as a program leaves them when it ends.
#pragma once

#include "case_store_contract.hpp"
#include "lease_samples.hpp"

namespace raccordo::store {

template <class F>
class LeaseContract : public StoreContract<F> {
 protected:
  std::optional<LeaseRow> take(const std::string& name, base::Instant now) {
    return await<std::optional<LeaseRow>>([&](auto done) { this->store().leases().take(name, now, done); });
  }
  std::uint64_t fail_abandoned(base::Instant now) {
    return await<std::uint64_t>([&](auto done) { this->store().fail_abandoned(now, done); });
  }
  /// The first piece of an import that continues.
  void begin_import(const std::string& id) {
    ApplyRequest request;
    request.submission = submission_row(id, 1);
    request.submission.client = "cli:anna";
    request.submission.state = model::SubmissionState::processing;
    request.records = {accepted(id, 1, "a")};
    request.last = false;
    apply_now(this->store(), request);
  }
  model::SubmissionState state_of(const std::string& id) { return this->store().submission(id)->state; }
};
TYPED_TEST_SUITE_P(LeaseContract);

TYPED_TEST_P(LeaseContract, OwnLeaseIsRenewed) {
  EXPECT_FALSE(this->take("housekeeping", at(0)));
  EXPECT_FALSE(this->take("housekeeping", at(50)));
  const auto rows = this->store().leases().list();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].owner, this_process());
  EXPECT_EQ(rows[0].until.micros, at(50).micros + kLeaseLasts);
  await<bool>([&](auto done) { this->store().leases().renew(at(70), done); });
  EXPECT_EQ(this->store().leases().list().at(0).until.micros, at(70).micros + kLeaseLasts);
}

TYPED_TEST_P(LeaseContract, LeaseOfAnotherMachineIsValidUntilItExpires) {
  this->take("housekeeping", at(0));
  this->factory().leave_behind(owner_elsewhere());
  const auto holder = this->take("housekeeping", {at(0).micros + kLeaseLasts - 1});
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->owner, owner_elsewhere());
  this->store().leases().give_back("housekeeping");
  this->store().flush();
  EXPECT_EQ(this->store().leases().list().size(), 1U) << "only the owner can release it";
  EXPECT_FALSE(this->take("housekeeping", {at(0).micros + kLeaseLasts}));
}

TYPED_TEST_P(LeaseContract, LeaseOfAnEndedProcessIsFreeAtOnce) {
  this->take("housekeeping", at(0));
  this->factory().leave_behind(owner_that_ended());
  EXPECT_FALSE(this->take("housekeeping", at(1)));
}

TYPED_TEST_P(LeaseContract, RunningReleaseIsAbandonedOnlyAfterItsProgramEnded) {
  reserve(this->store(), "R1", "2016");
  make_release(this->store(), "R2", "2017", 0);
  EXPECT_TRUE(this->store().ledger().abandoned(at(1)).empty());
  this->factory().leave_behind(owner_elsewhere());
  EXPECT_TRUE(this->store().ledger().abandoned(at(1)).empty());
  EXPECT_EQ(this->store().ledger().abandoned({at(1).micros + kLeaseLasts}).at(0).id, "R1");
  this->factory().leave_behind(owner_that_ended());
  ASSERT_EQ(this->store().ledger().abandoned(at(1)).size(), 1U);
  await<bool>([&](auto done) { this->store().ledger().refuse("R1", "gone", act("release.refuse"), done); });
  EXPECT_TRUE(this->store().leases().list().empty()) << "ended work has no lease";
}

TYPED_TEST_P(LeaseContract, ImportFailsOnlyAfterItsProgramEnded) {
  this->begin_import("I1");
  this->begin_import("I2");
  EXPECT_EQ(this->fail_abandoned(at(1)), 0U);
  EXPECT_EQ(this->state_of("I1"), model::SubmissionState::processing);
  this->factory().leave_behind(owner_that_ended());
  ApplyRequest end;
  end.submission = submission_row("I2", 1);
  end.first = false;
  apply_now(this->store(), end);
  EXPECT_EQ(this->fail_abandoned(at(1)), 1U);
  EXPECT_EQ(this->state_of("I1"), model::SubmissionState::failed);
  EXPECT_EQ(this->state_of("I2"), model::SubmissionState::completed);
  EXPECT_TRUE(this->store().leases().list().empty());
}

REGISTER_TYPED_TEST_SUITE_P(LeaseContract, OwnLeaseIsRenewed, LeaseOfAnotherMachineIsValidUntilItExpires,
                            LeaseOfAnEndedProcessIsFreeAtOnce,
                            RunningReleaseIsAbandonedOnlyAfterItsProgramEnded,
                            ImportFailsOnlyAfterItsProgramEnded);

}  // namespace raccordo::store
