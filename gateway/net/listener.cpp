#include "net/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <cerrno>
#include <utility>

#include "base/log.hpp"
#include "base/result.hpp"

namespace raccordo::net {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds kPause{50};

tcp::endpoint parse(const Endpoint& endpoint) {
  std::string address = endpoint.address;
  if (address == "localhost") address = "127.0.0.1";
  if (address.size() > 2 && address.front() == '[' && address.back() == ']') {
    address = address.substr(1, address.size() - 2);
  }
  error_code error;
  const auto parsed = asio::ip::make_address(address, error);
  if (error) {
    throw base::SystemFault("cannot listen on '" + endpoint.address +
                            "': give a numeric IPv4 or IPv6 address");
  }
  return {parsed, endpoint.port};
}

std::string text_of(const sockaddr_storage& peer) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* address = peer.ss_family == AF_INET6
                            ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr)
                            : static_cast<const void*>(&reinterpret_cast<const sockaddr_in&>(peer).sin_addr);
  const char* written = ::inet_ntop(peer.ss_family, address, text.data(), text.size());
  return written != nullptr ? written : "";
}

}  // namespace

std::optional<std::string> fault_of_address(const Endpoint& endpoint) {
  try {
    auto place = parse(endpoint);
    place.port(0);
    asio::io_context io;
    tcp::acceptor acceptor(io);
    error_code error;
    acceptor.open(place.protocol(), error);
    if (!error) acceptor.bind(place, error);
    if (error != boost::system::errc::address_not_available) {
      return std::nullopt;
    }
    return "this machine has no address '" + endpoint.address + "': give one of its own, or 0.0.0.0 for all";
  } catch (const base::SystemFault& fault) {
    return fault.what();
  }
}

class Listener::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::io_context& io, const Endpoint& endpoint, Accepted accepted)
      : acceptor_(asio::make_strand(io)), pause_(acceptor_.get_executor()), accepted_(std::move(accepted)) {
    const tcp::endpoint local = parse(endpoint);
    error_code error;
    acceptor_.open(local.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error && local.protocol() == tcp::v6()) acceptor_.set_option(asio::ip::v6_only(false), error);
    if (!error) acceptor_.bind(local, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) acceptor_.native_non_blocking(true, error);
    if (error) {
      throw base::SystemFault("cannot listen on " + endpoint.address + " port " +
                              std::to_string(endpoint.port) + ": " + error.message());
    }
    port_ = acceptor_.local_endpoint().port();
  }
  std::uint16_t port() const { return port_; }

  void start() {
    asio::post(acceptor_.get_executor(), [self = shared_from_this()] { self->wait(); });
  }
  void stop() {
    asio::post(acceptor_.get_executor(), [self = shared_from_this()] {
      error_code ignored;
      self->acceptor_.close(ignored);
      self->pause_.cancel();
    });
  }

 private:
  void wait() {
    if (!acceptor_.is_open()) return;
    acceptor_.async_wait(tcp::acceptor::wait_read, [self = shared_from_this()](const error_code& error) {
      if (!error) self->accept_all();
    });
  }

  void accept_all() {
    while (acceptor_.is_open()) {
      sockaddr_storage peer{};
      socklen_t length = sizeof peer;
      const int descriptor = ::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&peer), &length,
                                       SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (descriptor >= 0) {
        hand_over(descriptor, text_of(peer));
      } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
        return wait();
      } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
        return pause();
      }
    }
  }

  void hand_over(int descriptor, std::string address) {
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    try {
      accepted_(descriptor, std::move(address));
    } catch (const std::exception& error) {
      ::close(descriptor);
      base::log(base::LogLevel::error, "connection-refused",
                {{base::LogField::reason, std::string(error.what())}});
    }
  }

  void pause() {
    base::log(base::LogLevel::warn, "accept-paused",
              {{base::LogField::reason, std::string("no descriptors")}});
    pause_.expires_after(kPause);
    pause_.async_wait([self = shared_from_this()](const error_code& error) {
      if (!error) self->wait();
    });
  }

  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  Accepted accepted_;
  std::uint16_t port_ = 0;
};

Listener::Listener(asio::io_context& io, const Endpoint& endpoint, Accepted accepted)
    : impl_(std::make_shared<Impl>(io, endpoint, std::move(accepted))) {}
Listener::~Listener() = default;
void Listener::start() { impl_->start(); }
void Listener::stop() { impl_->stop(); }
std::uint16_t Listener::port() const { return impl_->port(); }

}  // namespace raccordo::net
