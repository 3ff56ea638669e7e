#include "store/postgres/wait.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>

namespace raccordo::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kQuiet = std::chrono::seconds(4);

/// False if nothing happened until then.
bool poll_until(int socket, short events, Clock::time_point until) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd each{socket, events, 0};
    const int ready = ::poll(&each, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
    if (ready > 0) return true;
    if (ready == 0) return false;
    if (errno != EINTR) return true;  // reading tells what is wrong
  }
}

}  // namespace

Waited await_answer(pg_conn* connection, PgWatch& watch, std::chrono::seconds most) {
  const auto end = most.count() > 0 ? Clock::now() + most : Clock::time_point::max();
  auto ask = Clock::now() + kQuiet;
  for (;;) {
    const int unsent = PQflush(connection);
    if (unsent < 0) return Waited::answered;
    if (unsent == 0 && PQisBusy(connection) == 0) return Waited::answered;
    const short events = unsent > 0 ? POLLIN | POLLOUT : POLLIN;
    if (poll_until(PQsocket(connection), events, std::min(ask, end))) {
      if (PQconsumeInput(connection) == 0) return Waited::answered;
      ask = Clock::now() + kQuiet;
      continue;
    }
    if (Clock::now() >= end) return Waited::late;
    if (!watch.answers(connection)) return Waited::silent;
    ask = Clock::now() + kQuiet;
  }
}

}  // namespace raccordo::store
