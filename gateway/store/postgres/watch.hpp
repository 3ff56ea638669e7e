// PgWatch: what the sessions of one store find out about their server, shared among them: whether it still
// answers, and what it refused lately. So a server that hangs costs one of them its patience and not each in
// turn. Used by PgSession and SqliteCare. Threads: all members from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

struct pg_conn;

namespace raccordo::store {

/// Why a server that answers does not do what is asked.
enum class PgTrouble : std::uint8_t {
  full,     ///< no room on its disk
  refused,  ///< a right, a table or a setting is not as the store needs it
  blocked   ///< another session holds a lock, or it is too slow
};

class PgWatch {
 public:
  void note(PgTrouble trouble);
  /// The last one of the last 45 seconds (`blocked`: 15); nothing if there was none.
  std::optional<PgTrouble> lately() const;

  /// Whether the server of this connection answers a new connection. Asks it for two seconds at most, and not
  /// again within a second; the others wait for that answer.
  bool answers(const pg_conn* connection);
  /// It did not answer in time.
  void note_silence();
  /// It did not answer in time less than two seconds ago: do not try.
  bool is_silent() const;

 private:
  using Time = std::chrono::steady_clock::time_point;
  mutable std::mutex mutex_;
  std::optional<PgTrouble> trouble_;
  Time troubled_{}, silent_until_{};
  std::mutex asking_;  ///< held while the server is asked
  Time asked_{};
  bool answered_ = false;
};

}  // namespace raccordo::store
