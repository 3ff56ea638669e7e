// EndSignals: the signals that steer a running gateway. SIGTERM or SIGINT asks it to end, a second one ends
// it at once; SIGHUP asks it to read its files anew. Made by `serve` before any thread, so that all inherit
// the mask.
#pragma once

#include <csignal>
#include <functional>

namespace raccordo::app {

class EndSignals {
 public:
  /// Blocks them on this thread and on all that it makes from now on. A closed pipe or a full disk is no
  /// reason to end.
  EndSignals();
  /// Returns on SIGTERM or SIGINT; calls `reload` on each SIGHUP.
  void wait(const std::function<void()>& reload) const;
  /// From now on the next SIGTERM or SIGINT ends the program at once: what was acknowledged is durable, all
  /// else goes on or is given up at the next start, as after a crash.
  void end_at_once_on_next() const;

 private:
  sigset_t signals_;
};

}  // namespace raccordo::app
