#include "base/log_queue.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <thread>
#include <utility>

namespace raccordo::base {
namespace {

/// Lines that come within this time are written together: a thread woken for each line costs more than the
/// line.
constexpr auto kGather = std::chrono::milliseconds(5);

}  // namespace

LogQueue::LogQueue(int descriptor, std::function<std::string(std::uint64_t dropped)> told)
    : descriptor_(descriptor), told_(std::move(told)), owner_(::getpid()) {
  std::thread([this] { work(); }).detach();
}

void LogQueue::push(std::string line, Haste haste) {
  if (::getpid() != owner_) return write_whole(line);
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (lines_.size() >= kLogLines || bytes_ + line.size() > kLogBytes) {
      ++dropped_;
      return;
    }
    bytes_ += line.size();
    lines_.push_back(std::move(line));
    hurry_ = hurry_ || haste == Haste::now || lines_.size() >= kLogLines / 2;
    wake = hurry_ || lines_.size() == 1;
  }
  if (wake) changed_.notify_one();
}

bool LogQueue::flush(std::chrono::milliseconds patience) {
  if (::getpid() != owner_) return true;
  std::unique_lock lock(mutex_);
  hurry_ = true;
  changed_.notify_one();
  return written_.wait_for(lock, patience, [&] { return lines_.empty() && !writing_; });
}

std::uint64_t LogQueue::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

void LogQueue::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return !lines_.empty(); });
    changed_.wait_for(lock, kGather, [&] { return hurry_; });
    hurry_ = false;
    std::string text;
    while (!lines_.empty()) {
      text += lines_.front();
      lines_.pop_front();
    }
    bytes_ = 0;
    if (dropped_ > dropped_told_) text += told_(dropped_ - std::exchange(dropped_told_, dropped_));
    writing_ = true;
    lock.unlock();
    write_whole(text);
    lock.lock();
    writing_ = false;
    if (lines_.empty()) written_.notify_all();
  }
}

void LogQueue::write_whole(const std::string& text) const {
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto count = ::write(descriptor_, rest.data(), rest.size());
    if (count > 0) {
      rest.remove_prefix(static_cast<std::size_t>(count));
    } else if (count < 0 && errno == EAGAIN) {  // a descriptor that another program made non-blocking
      pollfd ready{descriptor_, POLLOUT, 0};
      ::poll(&ready, 1, -1);
    } else if (count < 0 && errno != EINTR) {
      return;  // the reader has closed it
    }
  }
}

}  // namespace raccordo::base
