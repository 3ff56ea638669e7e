// The class behind session.hpp, shared by session.cpp (the connection, the heads of requests) and
// session_exchange.cpp (one request and its answer). Not included elsewhere; it exposes Asio types.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "net/connection.hpp"
#include "net/guarded_application.hpp"
#include "net/peer_guard.hpp"
#include "net/pending_answer.hpp"
#include "net/server_state.hpp"

namespace raccordo::net {

/// The data of a request that its answer needs.
struct Exchange {
  enum class Method : std::uint8_t { head, other };
  std::string request_id;
  std::string path;  ///< "" if the head was not read so far
  Method method = Method::other;
  Keep keep = Keep::close;
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(boost::asio::any_io_executor strand, int descriptor, std::string address, ServerState& state,
          std::shared_ptr<SSL_CTX> tls, ConnectionBook::Id id)
      : strand_(std::move(strand)),
        state_(state),
        application_(state.application),
        tls_(std::move(tls)),
        connection_(strand_, descriptor, tls_.get()),
        pending_(std::make_shared<PendingAnswer>(strand_, state.gate)),
        input_(std::max(state.limits.header, kBodyRead) + 1),
        address_(std::move(address)),
        id_(id) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { state_.leave(id_); }

  static boost::asio::awaitable<void> run(std::shared_ptr<Session> self, Entry entry);
  void enroll() {
    connection_.owner = [weak = weak_from_this()] { return std::shared_ptr<void>(weak.lock()); };
    state_.enroll(id_, weak_from_this());
  }
  void end_if_idle() {
    if (idle_) connection_.interrupt();
  }
  /// A known client needs the place: ends at once unless a request is in progress.
  void evict() {
    if (!idle_) return;
    evicted_ = true;
    connection_.interrupt();
  }
  const boost::asio::any_io_executor& strand() const { return strand_; }

 private:
  static constexpr std::size_t kHeadRead = 4 << 10;
  static constexpr std::size_t kBodyRead = 64 << 10;

  enum class Got : std::uint8_t { request, refusal, nothing };

  boost::asio::awaitable<bool> serve(Entry entry);
  boost::asio::awaitable<bool> shake_hands();
  /// After the handshake: whether the connection may go on; a known client always may.
  Entry settle_entry(Entry entry);
  void start_waiting();
  void start_working();
  boost::asio::awaitable<bool> take_request(Entry entry);
  boost::asio::awaitable<Got> read_head(RequestReader& reader, int& refusal);
  boost::asio::awaitable<std::optional<Response>> read_body(RequestReader& reader, BodySink& sink,
                                                            Exchange& exchange);
  boost::asio::awaitable<bool> drain_body(RequestReader& reader);
  boost::asio::awaitable<Response> await_answer(std::unique_ptr<BodySink> sink, Exchange& exchange);
  boost::asio::awaitable<bool> answer(const Response& response, const Exchange& exchange);
  boost::asio::awaitable<bool> answer_early(const Response& response, Exchange& exchange,
                                            RequestReader& reader, Body body);
  SteadyTime patience() const { return std::chrono::steady_clock::now() + state_.limits.idle; }
  void count_timeout() { state_.timeouts.fetch_add(1, std::memory_order_relaxed); }

  boost::asio::any_io_executor strand_;
  ServerState& state_;
  GuardedApplication application_;
  std::shared_ptr<SSL_CTX> tls_;
  Connection connection_;
  std::shared_ptr<PendingAnswer> pending_;
  InputBuffer input_;
  std::string address_;
  PeerGuard peer_;
  const ConnectionBook::Id id_;
  bool known_ = false, evicted_ = false;
  bool idle_ = true;  ///< nothing is in progress: in the handshake, or between two requests
};

}  // namespace raccordo::net
