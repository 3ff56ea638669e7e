#include "base/log_queue.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace raccordo::base {
namespace {

constexpr auto kLong = std::chrono::seconds(60);  // a bound for a failing test, never waited for

LogQueue* make_queue(int descriptor) {
  return new LogQueue(descriptor,
                      [](std::uint64_t dropped) { return "dropped " + std::to_string(dropped) + "\n"; });
}

TEST(LogQueue, WritesLinesInOrder) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  auto* queue = make_queue(ends[1]);
  queue->push("one\n");
  queue->push("two\n");
  ASSERT_TRUE(queue->flush(kLong));
  std::string text(100, '\0');
  const auto count = ::read(ends[0], text.data(), text.size());
  EXPECT_EQ(text.substr(0, static_cast<std::size_t>(count)), "one\ntwo\n");
  EXPECT_EQ(queue->dropped(), 0U);
}

TEST(LogQueue, NeverBlocksOnAReaderAndCountsDroppedLines) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  auto* queue = make_queue(ends[1]);
  const std::string line = std::string(1023, 'x') + "\n";
  const std::size_t lines = 3 * kLogLines;
  for (std::size_t i = 0; i < lines; ++i) queue->push(line);  // would hang here
  const auto dropped = queue->dropped();
  EXPECT_GT(dropped, lines / 2);
  EXPECT_FALSE(queue->flush(std::chrono::milliseconds(1))) << "the pipe is full";
  // Dropped lines may be reported in several parts.
  std::uint64_t told = 0, kept = 0;
  std::string rest;
  std::string text(1 << 16, '\0');
  while (told + kept < lines) {
    const auto count = ::read(ends[0], text.data(), text.size());
    ASSERT_GT(count, 0);
    rest.append(text, 0, static_cast<std::size_t>(count));
    for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
      const bool tells = rest.starts_with("dropped ");
      if (tells) told += std::stoull(rest.substr(8, end - 8));
      kept += tells ? 0 : 1;
      rest.erase(0, end + 1);
    }
  }
  EXPECT_EQ(told, dropped);
  EXPECT_EQ(kept, lines - dropped);
  EXPECT_TRUE(queue->flush(kLong));
}

TEST(LogQueue, ContinuesAfterTheReaderHasClosed) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::signal(SIGPIPE, SIG_IGN);
  ::close(ends[0]);
  auto* queue = make_queue(ends[1]);
  queue->push("lost\n");
  EXPECT_TRUE(queue->flush(kLong));
}

}  // namespace
}  // namespace raccordo::base
