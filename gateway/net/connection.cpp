#include "net/connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>

namespace raccordo::net {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;

Connection::Connection(const asio::any_io_executor& strand, int descriptor, SSL_CTX* tls)
    : socket_(strand, tcp::v4(), descriptor),
      timer_(strand),
      transport_(tls == nullptr ? make_plain_transport(descriptor) : make_tls_transport(descriptor, *tls)) {}

// One timer serves all waits: it runs to the earliest armed deadline and then checks whether the current
// deadline has moved. Extending a deadline is thus an assignment, not a timer operation.
void Connection::watch(SteadyTime deadline) {
  deadline_ = deadline;
  timed_out_ = false;
  if (deadline_ < armed_for_) arm();
}

void Connection::arm() {
  armed_for_ = deadline_;
  timer_.expires_at(deadline_);
  timer_.async_wait([this, alive = owner()](const error_code& error) {
    if (error) return;
    armed_for_ = SteadyTime::max();
    if (deadline_ == SteadyTime::max()) return;
    if (steady_clock::now() < deadline_) return arm();
    timed_out_ = true;
    interrupt();
  });
}

void Connection::interrupt() {
  error_code ignored;
  socket_.cancel(ignored);
}

void Connection::close() {
  timer_.cancel();
  error_code ignored;
  socket_.close(ignored);
}

asio::awaitable<Waited> Connection::wait(IoStatus status, SteadyTime deadline) {
  watch(deadline);
  error_code error;
  const auto direction = status == IoStatus::want_read ? tcp::socket::wait_read : tcp::socket::wait_write;
  co_await socket_.async_wait(direction, asio::redirect_error(asio::use_awaitable, error));
  deadline_ = SteadyTime::max();
  if (timed_out_) co_return Waited::timeout;
  co_return error ? Waited::failed : Waited::ready;
}

asio::awaitable<Waited> Connection::handshake(SteadyTime deadline) {
  for (;;) {
    const IoResult result = transport_->handshake();
    if (result.status == IoStatus::done) co_return Waited::ready;
    if (result.status == IoStatus::end || result.status == IoStatus::failed) co_return Waited::failed;
    const Waited waited = co_await wait(result.status, deadline);
    if (waited != Waited::ready) co_return waited;
  }
}

asio::awaitable<Waited> Connection::fill(InputBuffer& buffer, std::size_t wanted, SteadyTime deadline) {
  for (;;) {
    const auto room = buffer.room(wanted);
    if (room.empty()) co_return Waited::full;
    const IoResult result = transport_->read(room.data(), room.size());
    if (result.status == IoStatus::done) {
      buffer.added(result.bytes);
      co_return Waited::ready;
    }
    if (result.status == IoStatus::end) co_return Waited::end;
    if (result.status == IoStatus::failed) co_return Waited::failed;
    buffer.release();
    const Waited waited = co_await wait(result.status, deadline);
    if (waited != Waited::ready) co_return waited;
  }
}

asio::awaitable<Waited> Connection::write(std::string_view bytes, std::chrono::milliseconds idle) {
  const SteadyTime end = reading_deadline(bytes.size(), idle, steady_clock::now());
  while (!bytes.empty()) {
    const IoResult result = transport_->write(bytes);
    if (result.status == IoStatus::done) {
      bytes.remove_prefix(result.bytes);
      continue;
    }
    if (result.status == IoStatus::end || result.status == IoStatus::failed) co_return Waited::failed;
    const Waited waited = co_await wait(result.status, std::min(end, steady_clock::now() + idle));
    if (waited != Waited::ready) co_return waited;
  }
  co_return Waited::ready;
}

asio::awaitable<void> Connection::linger() {
  transport_->end_writing();
  const SteadyTime deadline = steady_clock::now() + kLingerTime;
  std::array<char, 4096> rest{};
  for (std::size_t total = 0; total < kLingerBytes;) {
    const ssize_t count = ::recv(socket_.native_handle(), rest.data(), rest.size(), 0);
    if (count > 0) {
      total += static_cast<std::size_t>(count);
      if (steady_clock::now() >= deadline) co_return;
      continue;
    }
    if (count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) co_return;
    const Waited waited = co_await wait(IoStatus::want_read, deadline);
    if (waited != Waited::ready) co_return;
  }
}

}  // namespace raccordo::net
