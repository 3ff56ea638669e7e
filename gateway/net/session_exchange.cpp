#include <algorithm>
#include <exception>
#include <utility>

#include "net/convert.hpp"
#include "net/live_session.hpp"

namespace raccordo::net {
namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace {

/// Answers up to this size go out in one write with their head.
constexpr std::size_t kJoinedAnswer = 12 << 10;
/// Room for each read of a body: for a small one not more than it needs.
std::size_t room_for(std::optional<std::uint64_t> length, std::size_t least, std::size_t most) {
  if (!length || *length > most) return most;
  return std::max(least, static_cast<std::size_t>(*length));
}

}  // namespace

/// One request and its answer; returns whether the connection goes on.
asio::awaitable<bool> Session::take_request(Entry entry) {
  RequestReader reader({state_.limits.header, state_.limits.body});
  int refusal = 0;
  const Got got = co_await read_head(reader, refusal);
  if (got == Got::nothing) co_return false;
  state_.requests.fetch_add(1, std::memory_order_relaxed);
  RawHead& raw = reader.head();
  raw.target = origin_form(raw.target);
  Exchange exchange{application_.request_id_of(raw, base::system_clock().now()), path_of(raw),
                    raw.method == "HEAD" ? Exchange::Method::head : Exchange::Method::other, Keep::close};
  if (got == Got::request && !is_usable_target(raw.target)) refusal = 400;
  if (got == Got::request && expectation(raw) == Expectation::unknown) refusal = 417;
  if (!peer_.holds(connection_.transport(), state_.tls(), base::system_clock().now())) refusal = 401;
  if (entry == Entry::prove) refusal = 503;
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
  const std::size_t wanted = room_for(reader.head().content_length, kHeadRead, kBodyRead);
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
    const Waited waited = co_await connection_.fill(input_, wanted, progress.deadline());
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
  if (exchange.method != Exchange::Method::head && may_have_body(response.status)) body = response.body;
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

}  // namespace raccordo::net
