// Who works on what: nobody takes what another program is doing, and nothing that a dead one left stays for
// ever.
#include "store/interface/leases.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "lease_samples.hpp"
#include "store/interface/store_claim.hpp"
#include "store/open/open_store.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

class LeaseTest : public testing::Test {
 protected:
  std::optional<LeaseRow> take(const std::string& name, base::Instant now) {
    return await<std::optional<LeaseRow>>([&](auto done) { store_->leases().take(name, now, done); });
  }
  std::uint64_t fail_abandoned(base::Instant now) {
    return await<std::uint64_t>([&](auto done) { store_->fail_abandoned(now, done); });
  }
  /// A first piece of an import, which is to go on.
  void begin_import(const std::string& id) {
    ApplyRequest request;
    request.submission = submission_row(id, 1);
    request.submission.client = "cli:anna";
    request.submission.state = model::SubmissionState::processing;
    request.records = {accepted(id, 1, "a")};
    request.last = false;
    apply_now(*store_, request);
  }
  model::SubmissionState state_of(const std::string& id) { return store_->submission(id)->state; }

  ScratchFolder folder_;
  std::unique_ptr<CaseStore> store_ = open_store({folder_.file()});
};

TEST_F(LeaseTest, OwnLeaseIsProlonged) {
  EXPECT_FALSE(take("housekeeping", at(0)));
  EXPECT_FALSE(take("housekeeping", at(50)));
  const auto rows = store_->leases().list();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].owner, this_process());
  EXPECT_EQ(rows[0].until.micros, at(50).micros + kLeaseLasts);
  await<bool>([&](auto done) { store_->leases().renew(at(70), done); });
  EXPECT_EQ(store_->leases().list().at(0).until.micros, at(70).micros + kLeaseLasts);
}

TEST_F(LeaseTest, LeaseOfAnotherMachineHoldsUntilItsTimeEnds) {
  take("housekeeping", at(0));
  leave_behind(folder_.file(), owner_elsewhere());
  const auto holder = take("housekeeping", {at(0).micros + kLeaseLasts - 1});
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->owner, owner_elsewhere());
  store_->leases().give_back("housekeeping");
  store_->flush();
  EXPECT_EQ(store_->leases().list().size(), 1U) << "only the owner gives it back";
  EXPECT_FALSE(take("housekeeping", {at(0).micros + kLeaseLasts}));
}

TEST_F(LeaseTest, LeaseOfAProcessThatEndedIsFreeAtOnce) {
  take("housekeeping", at(0));
  leave_behind(folder_.file());
  EXPECT_FALSE(take("housekeeping", at(1)));
}

TEST_F(LeaseTest, LeaseOfARunningProcessOfThisMachineHoldsWhateverTheClockSays) {
  const LeaseRow own{"release/1", this_process(), at(0)};
  EXPECT_TRUE(is_held(own, at(400 * 86'400)));
}

TEST_F(LeaseTest, RunningReleaseIsAbandonedOnlyWhenItsProgramIsGone) {
  reserve(*store_, "R1", "2016");
  make_release(*store_, "R2", "2017", 0);
  EXPECT_TRUE(store_->ledger().abandoned(at(1)).empty());
  leave_behind(folder_.file(), owner_elsewhere());
  EXPECT_TRUE(store_->ledger().abandoned(at(1)).empty());
  EXPECT_EQ(store_->ledger().abandoned({at(1).micros + kLeaseLasts}).at(0).id, "R1");
  leave_behind(folder_.file());
  ASSERT_EQ(store_->ledger().abandoned(at(1)).size(), 1U);
  await<bool>([&](auto done) { store_->ledger().refuse("R1", "gone", act("release.refuse"), done); });
  EXPECT_TRUE(store_->leases().list().empty()) << "what has ended has no lease";
}

TEST_F(LeaseTest, ImportIsFailedOnlyWhenItsProgramIsGone) {
  begin_import("I1");
  begin_import("I2");
  EXPECT_EQ(fail_abandoned(at(1)), 0U);
  EXPECT_EQ(state_of("I1"), model::SubmissionState::processing);
  leave_behind(folder_.file());
  ApplyRequest end;
  end.submission = submission_row("I2", 1);
  end.first = false;
  apply_now(*store_, end);
  EXPECT_EQ(fail_abandoned(at(1)), 1U);
  EXPECT_EQ(state_of("I1"), model::SubmissionState::failed);
  EXPECT_EQ(state_of("I2"), model::SubmissionState::completed);
  EXPECT_TRUE(store_->leases().list().empty());
}

TEST(ProcessOwner, NamesAProcessOnce) {
  EXPECT_EQ(presence_of(this_process()), Presence::here);
  EXPECT_EQ(presence_of(owner_that_ended()), Presence::gone);
  EXPECT_EQ(presence_of(owner_elsewhere()), Presence::elsewhere);
  for (const auto* broken : {"", "/", "a/b/c", "host/b/s/x/1"}) {
    EXPECT_EQ(presence_of(broken), Presence::elsewhere) << broken;
  }
}

TEST(ProcessOwner, ProcessThatWasKilledIsGone) {
  const auto& own = this_process();
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  const auto without_start = own.substr(0, own.rfind('/'));
  const auto prefix = without_start.substr(0, without_start.rfind('/') + 1);
  const auto owner = prefix + std::to_string(child) + "/";  // a start that the system did not tell
  EXPECT_EQ(presence_of(owner), Presence::here);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(presence_of(owner), Presence::gone);
}

TEST(StoreClaim, IsHeldByOneAtATimeAndNamesTheHolder) {
  const ScratchFolder folder;
  {
    const auto first = StoreClaim::take(folder.file(), at(0));
    ASSERT_TRUE(first);
    const auto second = StoreClaim::take(folder.file(), at(1));
    ASSERT_FALSE(second);
    const auto& message = second.error().message;
    EXPECT_NE(message.find("process " + std::to_string(::getpid()) + " on "), message.npos) << message;
    EXPECT_NE(message.find("since " + base::to_string(at(0))), message.npos) << message;
  }
  EXPECT_TRUE(StoreClaim::take(folder.file(), at(2)));
}

TEST(StoreClaim, IsFreeWhenItsHolderIsKilled) {
  const ScratchFolder folder;
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto claim = StoreClaim::take(folder.file(), at(0));
    if (claim && ::write(ends[1], "x", 1) == 1) ::pause();
    ::_exit(1);
  }
  char byte = 0;
  ASSERT_EQ(::read(ends[0], &byte, 1), 1);
  EXPECT_FALSE(StoreClaim::take(folder.file(), at(1)));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(StoreClaim::take(folder.file(), at(1)));
}

}  // namespace
}  // namespace raccordo::store
