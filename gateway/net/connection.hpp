// Connection: a Transport with coroutines that wait on the session's strand. Every wait has a deadline. Used
// by session only; the only net header that exposes Asio types.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "net/input_buffer.hpp"
#include "net/session_policy.hpp"
#include "net/transport.hpp"

namespace raccordo::net {

enum class Waited : std::uint8_t {
  ready,    ///< something was moved
  end,      ///< the peer has ended its side
  timeout,  ///< the deadline passed
  full,     ///< the limit of the buffer is reached
  failed    ///< broken, or interrupted
};

/// Lifetimes: `owner` keeps the session alive while the deadline timer runs.
class Connection {
 public:
  Connection(const boost::asio::any_io_executor& strand, int descriptor, SSL_CTX* tls);

  boost::asio::awaitable<Waited> handshake(SteadyTime deadline);
  /// Reads up to `wanted` bytes more into the buffer.
  boost::asio::awaitable<Waited> fill(InputBuffer& buffer, std::size_t wanted, SteadyTime deadline);
  /// Writes all; `idle` is the time limit for each part of it, reading_deadline for the whole.
  boost::asio::awaitable<Waited> write(std::string_view bytes, std::chrono::milliseconds idle);
  /// Closes our side and reads on for a while, so that the peer receives the last answer instead of a reset.
  boost::asio::awaitable<void> linger();
  /// Cancels the current wait; on the strand.
  void interrupt();
  /// Stops the timer, closes the socket; on the strand.
  void close();

  Transport& transport() { return *transport_; }
  /// Keeps the session alive for the timer's callback.
  std::function<std::shared_ptr<void>()> owner;

 private:
  boost::asio::awaitable<Waited> wait(IoStatus status, SteadyTime deadline);
  void watch(SteadyTime deadline);
  void arm();

  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer timer_;
  std::unique_ptr<Transport> transport_;
  SteadyTime deadline_ = SteadyTime::max();
  SteadyTime armed_for_ = SteadyTime::max();
  bool timed_out_ = false;
};

}  // namespace raccordo::net
