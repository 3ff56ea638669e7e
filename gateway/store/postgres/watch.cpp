#include "store/postgres/watch.hpp"

#include <libpq-fe.h>

#include <array>

namespace raccordo::store {
namespace {

using Clock = std::chrono::steady_clock;

/// Longer than the pause that clients are told: whoever sends again meets it again.
constexpr auto kLately = std::chrono::seconds(45), kLatelyBlocked = std::chrono::seconds(15);
constexpr auto kRest = std::chrono::seconds(2);
constexpr auto kAskAgain = std::chrono::seconds(1);
constexpr const char* kAskingSeconds = "2";  // the least that libpq takes

}  // namespace

void PgWatch::note(PgTrouble trouble) {
  const std::lock_guard lock(mutex_);
  trouble_ = trouble;
  troubled_ = Clock::now();
}

std::optional<PgTrouble> PgWatch::lately() const {
  const std::lock_guard lock(mutex_);
  const auto kept = trouble_ == PgTrouble::blocked ? kLatelyBlocked : kLately;
  if (!trouble_ || Clock::now() - troubled_ > kept) return std::nullopt;
  return trouble_;
}

bool PgWatch::answers(const pg_conn* connection) {
  const std::lock_guard lock(asking_);
  if (Clock::now() - asked_ < kAskAgain) return answered_;
  // Only whether it answers: any role and database do, and it asks for nothing.
  const std::array<const char*, 5> keys{"host", "hostaddr", "port", "connect_timeout", nullptr};
  const std::array<const char*, 5> values{PQhost(connection), PQhostaddr(connection), PQport(connection),
                                          kAskingSeconds, nullptr};
  answered_ = PQpingParams(keys.data(), values.data(), 0) != PQPING_NO_RESPONSE;
  asked_ = Clock::now();
  return answered_;
}

void PgWatch::note_silence() {
  const std::lock_guard lock(mutex_);
  silent_until_ = Clock::now() + kRest;
}

bool PgWatch::is_silent() const {
  const std::lock_guard lock(mutex_);
  return Clock::now() < silent_until_;
}

}  // namespace raccordo::store
