#include "app/main/end_signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include <ctime>
#include <thread>

#include "base/log.hpp"

namespace raccordo::app {
namespace {

constexpr int kEndedAtOnce = 1;
constexpr auto kPatienceWithLog = std::chrono::milliseconds(200);

constexpr timespec kAskAgain{0, 250'000'000};

int next_of(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  return signal;
}

}  // namespace

EndSignals::EndSignals() : signals_() {
  sigemptyset(&signals_);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // exceeding a file size limit is handled as a full disk
}

EndSignals::Ending EndSignals::wait(const std::function<void()>& reload,
                                    const std::function<bool()>& must_make_way) const {
  for (;;) {
    const int signal = ::sigtimedwait(&signals_, nullptr, &kAskAgain);
    if (signal == SIGHUP) {
      reload();
    } else if (signal > 0) {
      return Ending::by_signal;
    } else if (must_make_way()) {
      return Ending::make_way;
    }
  }
}

void EndSignals::end_at_once_on_next() const {
  std::thread([signals = signals_] {
    while (next_of(signals) == SIGHUP) {
    }
    base::log(base::LogLevel::warn, "ended-at-once");
    base::flush_log(kPatienceWithLog);
    ::_exit(kEndedAtOnce);
  }).detach();
}

}  // namespace raccordo::app
