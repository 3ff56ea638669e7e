#include "net/server.hpp"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <csignal>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include "base/log.hpp"
#include "net/listener.hpp"
#include "net/server_state.hpp"
#include "net/session.hpp"
#include "net/tls_context.hpp"

namespace raccordo::net {
namespace asio = boost::asio;

namespace {

void run(asio::io_context& io) {
  for (;;) {
    try {
      io.run();
      return;
    } catch (const std::exception& error) {
      base::log(base::LogLevel::error, "io-handler-failed",
                {{base::LogField::reason, std::string(error.what())}});
    }
  }
}

}  // namespace

class Server::Impl {
 public:
  Impl(const Endpoint& endpoint, const TlsFiles* tls, const ServerLimits& limits, unsigned threads,
       Application& application)
      : state_(application, limits),
        io_(static_cast<int>(std::max(threads, 1U))),
        work_(io_.get_executor()),
        thread_count_(std::max(threads, 1U)) {
    if (tls != nullptr) state_.set_tls(make_tls_context(*tls));
    listener_ = std::make_unique<Listener>(io_, endpoint, [this](int descriptor, std::string address) {
      start_session(io_, descriptor, std::move(address), state_);
    });
    // OpenSSL writes to sockets without MSG_NOSIGNAL: a client that hangs up must not end the process.
    std::signal(SIGPIPE, SIG_IGN);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  ~Impl() {
    work_.reset();
    io_.stop();
    for (auto& thread : threads_) thread.join();
    const std::lock_guard lock(state_.gate->mutex);
    state_.gate->open = false;
  }

  void start() {
    listener_->start();
    for (unsigned i = 0; i < thread_count_; ++i) threads_.emplace_back([this] { run(io_); });
  }
  std::uint16_t port() const { return listener_->port(); }
  void use_tls(std::shared_ptr<SSL_CTX> context) { state_.set_tls(std::move(context)); }

  bool drain(std::chrono::milliseconds patience) {
    listener_->stop();
    state_.draining = true;
    for (const auto& session : state_.sessions()) end_if_idle(session);
    return state_.wait_until_empty(patience);
  }

  ServerCounters counters() const {
    ServerCounters out;
    out.accepted = state_.accepted;
    out.open = state_.open();
    out.handshake_failures = state_.handshake_failures;
    out.requests = state_.requests;
    out.timeouts = state_.timeouts;
    out.strangers = state_.strangers();
    out.evicted = state_.evicted;
    out.turned_away = state_.turned_away;
    return out;
  }

 private:
  // The order matters: sessions die with the I/O context and still use the state.
  ServerState state_;
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::unique_ptr<Listener> listener_;
  const unsigned thread_count_;
  std::vector<std::thread> threads_;
};

Server::Server(const Endpoint& endpoint, const TlsFiles* tls, const ServerLimits& limits, unsigned threads,
               Application& application)
    : impl_(std::make_unique<Impl>(endpoint, tls, limits, threads, application)) {}
Server::~Server() = default;
void Server::start() { impl_->start(); }
std::uint16_t Server::port() const { return impl_->port(); }
void Server::use_tls(std::shared_ptr<SSL_CTX> context) { impl_->use_tls(std::move(context)); }
void Server::reload_tls(const TlsFiles& tls) { use_tls(make_tls_context(tls)); }
bool Server::drain(std::chrono::milliseconds patience) { return impl_->drain(patience); }
ServerCounters Server::counters() const { return impl_->counters(); }

}  // namespace raccordo::net
