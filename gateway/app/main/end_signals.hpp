// EndSignals: the signals of a running gateway. SIGTERM or SIGINT ends it, a second one ends it at once;
// SIGHUP reloads its files. Made by `serve` before any thread, so that all inherit the mask.
#pragma once

#include <csignal>
#include <functional>

namespace raccordo::app {

class EndSignals {
 public:
  /// Blocks them on this thread and on all later threads. A closed pipe or a full disk must not end the
  /// program.
  EndSignals();
  /// Returns on SIGTERM or SIGINT; calls `reload` on each SIGHUP.
  void wait(const std::function<void()>& reload) const;
  /// From now on the next SIGTERM or SIGINT ends the program at once: acknowledged work is durable, the rest
  /// continues or is given up at the next start, as after a crash.
  void end_at_once_on_next() const;

 private:
  sigset_t signals_;
};

}  // namespace raccordo::app
