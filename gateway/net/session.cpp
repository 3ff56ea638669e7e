#include "net/session.hpp"

#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <exception>
#include <utility>

#include "base/log.hpp"
#include "net/live_session.hpp"

namespace raccordo::net {
namespace asio = boost::asio;
using base::LogField;
using base::LogLevel;
using std::chrono::steady_clock;

namespace {

/// Closes an idle unlisted connection, if there is one to close.
void close_stranger(const std::weak_ptr<Session>& session, ServerState& state) {
  const auto self = session.lock();
  if (!self) return;
  state.evicted.fetch_add(1, std::memory_order_relaxed);
  asio::post(self->strand(), [self] { self->evict(); });
}

}  // namespace

asio::awaitable<void> Session::run(std::shared_ptr<Session> self, Entry entry) {
  try {
    const bool linger = co_await self->serve(entry);
    if (linger) {
      co_await self->connection_.linger();
    } else {
      self->connection_.transport().end_writing();
    }
  } catch (const std::exception& error) {
    base::log(LogLevel::error, "session-failed", {{LogField::reason, std::string(error.what())}});
  }
  self->connection_.close();
}

asio::awaitable<bool> Session::shake_hands() {
  const Waited shaken = evicted_
                            ? Waited::failed
                            : co_await connection_.handshake(steady_clock::now() + state_.limits.handshake);
  if (shaken == Waited::ready) {
    peer_.begin(connection_.transport(), tls_, base::system_clock().now());
    co_return true;
  }
  state_.handshake_failures.fetch_add(1, std::memory_order_relaxed);
  if (shaken == Waited::timeout) count_timeout();
  base::log(LogLevel::info, "handshake-failed",
            {{LogField::address, address_},
             {LogField::reason, evicted_ ? std::string("the place was needed for a known client")
                                         : connection_.transport().failure()}});
  co_return false;
}

Entry Session::settle_entry(Entry entry) {
  known_ = !tls_ || (peer_.peer().has_value() && application_.knows(*peer_.peer()));
  if (!known_) {
    if (entry == Entry::prove) state_.turned_away.fetch_add(1, std::memory_order_relaxed);
    return entry;
  }
  close_stranger(state_.prove(id_), state_);
  return Entry::serve;
}

void Session::start_waiting() {
  idle_ = true;
  if (!known_) state_.rest(id_);
}

void Session::start_working() {
  idle_ = false;
  if (!known_) state_.begin_work(id_);
}

/// Returns whether the peer is still connected and can receive a shutdown.
asio::awaitable<bool> Session::serve(Entry entry) {
  const bool shaken = co_await shake_hands();
  if (!shaken) co_return !evicted_;
  entry = settle_entry(entry);
  for (;;) {
    const bool more = co_await take_request(entry);
    if (!more) co_return !idle_;
  }
}

asio::awaitable<Session::Got> Session::read_head(RequestReader& reader, int& refusal) {
  input_.empty() ? start_waiting() : start_working();
  SteadyTime deadline = patience();
  for (;;) {
    if (!input_.empty()) {
      const auto step = reader.feed(input_.view());
      input_.consume(step.consumed);
      refusal = step.status;
      if (step.event == RequestReader::Event::refused) co_return Got::refusal;
      if (step.event == RequestReader::Event::head) co_return Got::request;
      if (step.consumed > 0 && !input_.empty()) continue;
    }
    // Only empty lines were received: still between two requests.
    if (!idle_ && input_.empty() && !reader.begun()) start_waiting();
    if (idle_ && (state_.draining || evicted_)) co_return Got::nothing;
    const Waited waited = co_await connection_.fill(input_, kHeadRead, deadline);
    if (waited == Waited::ready) {
      // From the first byte on the whole head has one deadline.
      if (idle_) deadline = patience();
      if (idle_) start_working();
      continue;
    }
    if (waited == Waited::timeout) count_timeout();
    if (idle_ || waited == Waited::failed) co_return Got::nothing;
    refusal = waited == Waited::timeout ? 408 : 400;
    co_return Got::refusal;
  }
}

void start_session(asio::io_context& io, int descriptor, std::string address, ServerState& state) {
  state.accepted.fetch_add(1, std::memory_order_relaxed);
  std::weak_ptr<Session> victim;
  const auto admitted = state.admit(address, victim);
  close_stranger(victim, state);
  if (admitted.entry == Entry::drop) {
    state.turned_away.fetch_add(1, std::memory_order_relaxed);
    ::close(descriptor);
    return;
  }
  std::shared_ptr<Session> session;
  const asio::any_io_executor strand = asio::make_strand(io);
  try {
    session =
        std::make_shared<Session>(strand, descriptor, std::move(address), state, state.tls(), admitted.id);
  } catch (...) {
    state.leave(admitted.id);
    throw;
  }
  session->enroll();
  auto running = Session::run(std::move(session), admitted.entry);
  asio::co_spawn(strand, std::move(running), asio::detached);
}

void end_if_idle(const std::weak_ptr<Session>& session) {
  const auto self = session.lock();
  if (!self) return;
  asio::post(self->strand(), [self] { self->end_if_idle(); });
}

}  // namespace raccordo::net
