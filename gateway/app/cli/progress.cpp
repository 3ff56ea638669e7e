#include "app/cli/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace raccordo::app {
namespace {
constexpr auto kTerminalPause = std::chrono::milliseconds(100);
constexpr auto kPlainPause = std::chrono::seconds(5);
constexpr std::size_t kWidth = 30;
}  // namespace

Progress::Progress(std::string what, std::uint64_t total)
    : what_(std::move(what)),
      total_(total),
      terminal_(isatty(STDERR_FILENO) == 1),
      last_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (terminal_ && shown_) std::cerr << "\r\033[K" << std::flush;
}

void Progress::at(std::uint64_t done) {
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ <
      (terminal_ ? std::chrono::milliseconds(kTerminalPause) : std::chrono::milliseconds(kPlainPause))) {
    return;
  }
  last_ = now;
  show(done);
}

void Progress::show(std::uint64_t done) {
  shown_ = true;
  const auto percent = total_ == 0 ? 0 : std::min<std::uint64_t>(100, done * 100 / total_);
  if (!terminal_) {
    std::cerr << what_ << ": " << done;
    if (total_ != 0) std::cerr << " of " << total_ << " (" << percent << " %)";
    std::cerr << '\n';
    return;
  }
  std::cerr << '\r' << what_ << ' ';
  if (total_ != 0) {
    const auto filled = static_cast<std::size_t>(percent) * kWidth / 100;
    std::cerr << '[' << std::string(filled, '#') << std::string(kWidth - filled, ' ') << "] " << percent
              << " %";
  } else {
    std::cerr << done;
  }
  std::cerr << "\033[K" << std::flush;
}

}  // namespace raccordo::app
