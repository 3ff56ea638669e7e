// Which process works on what: no program takes the work of a running one, and the work of an ended one is
// free.
#include "store/interface/leases.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "lease_samples.hpp"
#include "store/interface/store_claim.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

TEST(Leases, LeaseOfARunningLocalProcessIsValidWithAnyClock) {
  const LeaseRow own{"release/1", this_process(), at(0)};
  EXPECT_TRUE(is_held(own, at(400 * 86'400)));
}

TEST(ProcessOwner, IdentifiesAProcessUniquely) {
  EXPECT_EQ(presence_of(this_process()), Presence::here);
  EXPECT_EQ(presence_of(owner_that_ended()), Presence::gone);
  EXPECT_EQ(presence_of(owner_elsewhere()), Presence::elsewhere);
  for (const auto* broken : {"", "/", "a/b/c", "host/b/s/x/1"}) {
    EXPECT_EQ(presence_of(broken), Presence::elsewhere) << broken;
  }
}

TEST(ProcessOwner, KilledProcessIsNotRunning) {
  const auto& own = this_process();
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  const auto without_start = own.substr(0, own.rfind('/'));
  const auto prefix = without_start.substr(0, without_start.rfind('/') + 1);
  const auto owner = prefix + std::to_string(child) + "/";  // an owner without its start time
  EXPECT_EQ(presence_of(owner), Presence::here);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(presence_of(owner), Presence::gone);
}

TEST(StoreClaim, HasOneHolderAndNamesIt) {
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
