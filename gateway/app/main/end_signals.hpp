// EndSignals: the signals of a running gateway. SIGTERM or SIGINT ends it, a second one ends it at once;
// SIGHUP reloads its files. Made by `serve` before any thread, so that all inherit the mask.
#pragma once

#include <csignal>
#include <cstdint>
#include <functional>

namespace raccordo::app {

class EndSignals {
 public:
  /// Blocks them on this thread and on all later threads. A closed pipe or a full disk must not end the
  /// program.
  EndSignals();
  enum class Ending : std::uint8_t { by_signal, make_way };
  /// Returns on SIGTERM or SIGINT, or when `must_make_way`, asked four times a second, says so; calls
  /// `reload` on each SIGHUP.
  Ending wait(const std::function<void()>& reload, const std::function<bool()>& must_make_way) const;
  /// From now on the next SIGTERM or SIGINT ends the program at once: acknowledged work is durable, the rest
  /// continues or is given up at the next start, as after a crash.
  void end_at_once_on_next() const;

 private:
  sigset_t signals_;
};

}  // namespace raccordo::app
