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
#include "net/connection.hpp"
#include "net/convert.hpp"
#include "net/guarded_application.hpp"
#include "net/peer_guard.hpp"
#include "net/pending_answer.hpp"

namespace raccordo::net {
namespace asio = boost::asio;
using base::LogField;
using base::LogLevel;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t kHeadRead = 4 << 10;
constexpr std::size_t kBodyRead = 64 << 10;
/// Answers up to this size go out in one write with their head.
constexpr std::size_t kJoinedAnswer = 12 << 10;

enum class Method : std::uint8_t { head, other };

/// What an answer needs to know of its request.
struct Exchange {
  std::string request_id;
  std::string path;  ///< "" if the head was not read so far
  Method method = Method::other;
  Keep keep = Keep::close;
};

}  // namespace

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(asio::any_io_executor strand, int descriptor, std::string address, ServerState& state,
          std::shared_ptr<SSL_CTX> tls)
      : strand_(std::move(strand)),
        state_(state),
        application_(state.application),
        tls_(std::move(tls)),
        connection_(strand_, descriptor, tls_.get()),
        pending_(std::make_shared<PendingAnswer>(strand_, state.gate)),
        input_(std::max(state.limits.header, kBodyRead) + 1),
        address_(std::move(address)) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { state_.leave(this); }

  static asio::awaitable<void> run(std::shared_ptr<Session> self, Entry entry);
  void enroll() {
    connection_.owner = [weak = weak_from_this()] { return std::shared_ptr<void>(weak.lock()); };
    state_.enter(this, weak_from_this());
  }
  void end_if_idle() {
    if (idle_) connection_.interrupt();
  }
  const asio::any_io_executor& strand() const { return strand_; }

 private:
  enum class Got : std::uint8_t { request, refusal, nothing };

  asio::awaitable<bool> serve(Entry entry);
  asio::awaitable<bool> take_request(Entry entry);
  asio::awaitable<Got> read_head(RequestReader& reader, int& refusal);
  asio::awaitable<std::optional<Response>> read_body(RequestReader& reader, BodySink& sink,
                                                     Exchange& exchange);
  asio::awaitable<bool> drain_body(RequestReader& reader);
  asio::awaitable<Response> await_answer(std::unique_ptr<BodySink> sink, Exchange& exchange);
  asio::awaitable<bool> answer(const Response& response, const Exchange& exchange);
  asio::awaitable<bool> answer_early(const Response& response, Exchange& exchange, RequestReader& reader,
                                     Body body);
  SteadyTime patience() const { return steady_clock::now() + state_.limits.idle; }
  void count_timeout() { state_.timeouts.fetch_add(1, std::memory_order_relaxed); }

  asio::any_io_executor strand_;
  ServerState& state_;
  GuardedApplication application_;
  std::shared_ptr<SSL_CTX> tls_;
  Connection connection_;
  std::shared_ptr<PendingAnswer> pending_;
  InputBuffer input_;
  std::string address_;
  PeerGuard peer_;
  bool idle_ = false;
};

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

/// Returns whether the peer is still there to be told of the end.
asio::awaitable<bool> Session::serve(Entry entry) {
  const Waited shaken = co_await connection_.handshake(steady_clock::now() + state_.limits.handshake);
  if (shaken != Waited::ready) {
    state_.handshake_failures.fetch_add(1, std::memory_order_relaxed);
    if (shaken == Waited::timeout) count_timeout();
    base::log(LogLevel::info, "handshake-failed",
              {{LogField::address, address_}, {LogField::reason, connection_.transport().failure()}});
    co_return true;
  }
  peer_.begin(connection_.transport(), tls_, base::system_clock().now());
  for (;;) {
    const bool more = co_await take_request(entry);
    if (!more) co_return !idle_;
  }
}

asio::awaitable<Session::Got> Session::read_head(RequestReader& reader, int& refusal) {
  idle_ = input_.empty();
  SteadyTime deadline = patience();
  for (;;) {
    if (!input_.empty()) {
      const auto step = reader.feed(input_.view());
      input_.consume(step.consumed);
      refusal = step.status;
      if (step.event == RequestReader::Event::refused) co_return Got::refusal;
      if (step.event == RequestReader::Event::head) co_return Got::request;
    }
    if (idle_ && state_.draining) co_return Got::nothing;
    const Waited waited = co_await connection_.fill(input_, kHeadRead, deadline);
    if (waited == Waited::ready) {
      // From the first byte on the whole head has one deadline, however it drips.
      if (idle_) deadline = patience();
      idle_ = false;
      continue;
    }
    if (waited == Waited::timeout) count_timeout();
    if (idle_ || waited == Waited::failed) co_return Got::nothing;
    refusal = waited == Waited::timeout ? 408 : 400;
    co_return Got::refusal;
  }
}

/// One request and its answer; returns whether the connection goes on.
asio::awaitable<bool> Session::take_request(Entry entry) {
  RequestReader reader({state_.limits.header, state_.limits.body});
  int refusal = 0;
  const Got got = co_await read_head(reader, refusal);
  if (got == Got::nothing) co_return false;
  state_.requests.fetch_add(1, std::memory_order_relaxed);
  RawHead& raw = reader.head();
  Exchange exchange{request_id_of(raw, base::system_clock().now()), path_of(raw),
                    raw.method == "HEAD" ? Method::head : Method::other, Keep::close};
  if (got == Got::request && !is_usable_target(raw.target)) refusal = 400;
  if (got == Got::request && expectation(raw) == Expectation::unknown) refusal = 417;
  if (!peer_.holds(connection_.transport(), state_.tls(), base::system_clock().now())) refusal = 401;
  if (entry == Entry::refuse) refusal = 503;
  if (refusal != 0) {
    const Response refused = application_.refuse(refusal, exchange.request_id, exchange.path);
    co_return co_await answer(refused, exchange);
  }
  if (!state_.draining) exchange.keep = wanted_keep(raw);
  const Body unwanted = unwanted_body(raw, input_.view().size());
  const bool wants_continue = raw.has_body && expectation(raw) == Expectation::wants_continue;
  const RequestHead head = to_request_head(raw, exchange.request_id, peer_.peer());
  auto begun = application_.begin(head);
  if (const auto* early = std::get_if<Response>(&begun); early != nullptr) {
    co_return co_await answer_early(*early, exchange, reader, unwanted);
  }
  auto sink = std::move(std::get<std::unique_ptr<BodySink>>(begun));
  if (wants_continue && input_.empty()) {
    const Waited told = co_await connection_.write("HTTP/1.1 100 Continue\r\n\r\n", state_.limits.idle);
    if (told != Waited::ready) co_return false;
  }
  std::optional<Response> stopped = co_await read_body(reader, *sink, exchange);
  if (stopped.has_value()) {
    exchange.keep = Keep::close;
    co_return co_await answer(*stopped, exchange);
  }
  const Response response = co_await await_answer(std::move(sink), exchange);
  co_return co_await answer(response, exchange);
}

/// Gives the body to the sink; an answer if it ended before its end.
asio::awaitable<std::optional<Response>> Session::read_body(RequestReader& reader, BodySink& sink,
                                                            Exchange& exchange) {
  Progress progress(state_.limits.idle, steady_clock::now());
  for (;;) {
    const auto step = reader.feed(input_.view());
    std::optional<Response> stop;
    if (step.event == RequestReader::Event::body)
      stop = application_.write(sink, step.body, exchange.request_id, exchange.path);
    input_.consume(step.consumed);
    if (stop.has_value()) co_return stop;
    if (step.event == RequestReader::Event::done) co_return std::nullopt;
    if (step.event == RequestReader::Event::refused)
      co_return application_.refuse(step.status, exchange.request_id, exchange.path);
    if (step.event == RequestReader::Event::body) continue;
    const std::size_t before = input_.view().size();
    const Waited waited = co_await connection_.fill(input_, kBodyRead, progress.deadline());
    if (waited == Waited::timeout) {
      count_timeout();
      co_return application_.refuse(408, exchange.request_id, exchange.path);
    }
    if (waited != Waited::ready) co_return application_.refuse(400, exchange.request_id, exchange.path);
    progress.received(input_.view().size() - before, steady_clock::now());
  }
}

asio::awaitable<bool> Session::drain_body(RequestReader& reader) {
  Progress progress(state_.limits.idle, steady_clock::now());
  for (;;) {
    const auto step = reader.feed(input_.view());
    input_.consume(step.consumed);
    if (step.event == RequestReader::Event::done) co_return true;
    if (step.event == RequestReader::Event::refused) co_return false;
    if (step.event == RequestReader::Event::body) continue;
    const Waited waited = co_await connection_.fill(input_, kBodyRead, progress.deadline());
    if (waited != Waited::ready) co_return false;
  }
}

asio::awaitable<bool> Session::answer_early(const Response& response, Exchange& exchange,
                                            RequestReader& reader, Body body) {
  if (body == Body::abandon) exchange.keep = Keep::close;
  const bool more = co_await answer(response, exchange);
  if (!more || body == Body::none) co_return more;
  co_return co_await drain_body(reader);
}

asio::awaitable<Response> Session::await_answer(std::unique_ptr<BodySink> sink, Exchange& exchange) {
  application_.complete(*sink, pending_->expect(), exchange.request_id);
  sink.reset();
  std::optional<Response> response = co_await pending_->wait();
  if (response.has_value()) co_return std::move(*response);
  exchange.keep = Keep::close;
  co_return application_.refuse(500, exchange.request_id, exchange.path);
}

asio::awaitable<bool> Session::answer(const Response& response, const Exchange& exchange) {
  Keep keep = state_.draining ? Keep::close : exchange.keep;
  for (const auto& [name, value] : response.headers) {
    if ((name == "Connection" || name == "connection") && value == "close") keep = Keep::close;
  }
  AnswerFrame frame{exchange.request_id, base::system_clock().now(),
                    tls_ ? AnswerFrame::Channel::tls : AnswerFrame::Channel::plain,
                    keep == Keep::open ? AnswerFrame::Next::keep : AnswerFrame::Next::close};
  std::string head = answer_head(response, frame);
  std::string_view body;
  if (exchange.method != Method::head && may_have_body(response.status)) body = response.body;
  if (body.size() <= kJoinedAnswer) {
    head.append(body);
    body = {};
  }
  Waited written = co_await connection_.write(head, state_.limits.idle);
  if (written == Waited::ready && !body.empty()) {
    written = co_await connection_.write(body, state_.limits.idle);
  }
  if (written == Waited::timeout) count_timeout();
  co_return written == Waited::ready&& keep == Keep::open;
}

void start_session(asio::io_context& io, int descriptor, std::string address, ServerState& state) {
  const Entry verdict = entry(state.open(), state.limits.connections);
  state.accepted.fetch_add(1, std::memory_order_relaxed);
  if (verdict == Entry::drop) {
    ::close(descriptor);
    return;
  }
  const asio::any_io_executor strand = asio::make_strand(io);
  auto session = std::make_shared<Session>(strand, descriptor, std::move(address), state, state.tls());
  session->enroll();
  auto running = Session::run(std::move(session), verdict);
  asio::co_spawn(strand, std::move(running), asio::detached);
}

void end_if_idle(const std::weak_ptr<Session>& session) {
  const auto self = session.lock();
  if (!self) return;
  asio::post(self->strand(), [self] { self->end_if_idle(); });
}

}  // namespace raccordo::net
