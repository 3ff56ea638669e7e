// Nothing acknowledged is lost: a writing program is killed and its file is read.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "store/open/open_store.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

constexpr int kRecordsEach = 3;

ApplyRequest make_request(std::int64_t number) {
  ApplyRequest request;
  request.submission = submission_row("S" + std::to_string(number), number);
  for (int i = 0; i < kRecordsEach; ++i) {
    const auto name = std::to_string(number) + "-" + std::to_string(i);
    request.records.push_back(accepted(name, 1, name, name));
  }
  return request;
}

/// The child: writes until killed, and reports by pipe which writes were acknowledged.
[[noreturn]] void write_until_killed(const std::string& file, int pipe) {
  try {
    const auto store = open_store({file, 64});
    for (std::int64_t number = 0;; ++number) {
      try {
        store->apply(make_request(number),
                     [pipe, number](const std::exception_ptr& failed, std::vector<AppliedRecord>) {
                       if (!failed && ::write(pipe, &number, sizeof number) != sizeof number) ::_exit(3);
                     });
      } catch (const QueueFull&) {
        --number;
        store->flush();
      }
    }
  } catch (const std::exception&) {
    ::_exit(4);
  }
}

/// Reads acknowledgements until `enough`, or to the end of the pipe if that is 0.
void read_acknowledged(int pipe, std::size_t enough, std::vector<std::int64_t>& numbers) {
  std::int64_t number = 0;
  while ((enough == 0 || numbers.size() < enough) && ::read(pipe, &number, sizeof number) == sizeof number) {
    numbers.push_back(number);
  }
}

/// Starts a writer, kills it after some acknowledgements, and returns all acknowledged numbers.
std::vector<std::int64_t> kill_a_writer(const std::string& file, std::size_t after) {
  int ends[2];
  if (::pipe(ends) != 0) throw base::SystemFault("no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(file, ends[1]);
  }
  ::close(ends[1]);
  std::vector<std::int64_t> numbers;
  read_acknowledged(ends[0], after, numbers);
  ::kill(child, SIGKILL);
  read_acknowledged(ends[0], 0, numbers);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFSIGNALED(status)) throw base::SystemFault("the writer ended by itself");
  return numbers;
}

TEST(Crash, AcknowledgedSubmissionsAreCompleteAfterACrash) {
  for (const std::size_t after : {1U, 7U, 100U, 300U}) {
    const ScratchFolder folder;
    const auto numbers = kill_a_writer(folder.file(), after);
    ASSERT_GE(numbers.size(), after);
    const auto store = open_store({folder.file()});
    for (const auto number : numbers) {
      const auto found = store->submission("S" + std::to_string(number));
      ASSERT_TRUE(found) << number;
      EXPECT_EQ(found->counts.accepted, static_cast<std::uint64_t>(kRecordsEach));
      for (int i = 0; i < kRecordsEach; ++i) {
        EXPECT_TRUE(store->record("isola-bergamasca", std::to_string(number) + "-" + std::to_string(i)));
      }
    }
    const auto submissions = store->submissions("", 1'000'000, "").items.size();
    EXPECT_GE(submissions, numbers.size());
    EXPECT_EQ(store->snapshot().cases.size(), submissions * kRecordsEach);
    EXPECT_EQ(store->source_counts().at(0).accepted, submissions * kRecordsEach);
  }
}

TEST(Crash, FileCanBeWrittenAfterTheWriterWasKilled) {
  const ScratchFolder folder;
  const auto first = kill_a_writer(folder.file(), 20);
  const auto store = open_store({folder.file()});
  const auto again = apply_now(*store, make_request(first.front()));
  EXPECT_EQ(again.at(0).outcome, model::Outcome::accepted) << "the same submission processed again";
  auto other = make_request(first.front());
  other.submission.id = "other";
  EXPECT_EQ(apply_now(*store, other).at(0).outcome, model::Outcome::unchanged);
}

}  // namespace
}  // namespace raccordo::store
