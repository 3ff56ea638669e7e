#include "net/pending_answer.hpp"

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>

namespace raccordo::net {
namespace asio = boost::asio;

/// The state shared by all copies of one responder. It has no reference to the I/O context, which may be
/// destroyed.
class PendingAnswer::Once {
 public:
  Once(std::shared_ptr<AnswerGate> gate, std::weak_ptr<PendingAnswer> pending)
      : gate_(std::move(gate)), pending_(std::move(pending)) {}
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;
  ~Once() { deliver(std::nullopt); }

  void deliver(std::optional<Response> response) {
    if (delivered_.exchange(true)) return;
    const std::lock_guard lock(gate_->mutex);
    if (!gate_->open) return;
    auto pending = pending_.lock();
    if (!pending) return;
    const auto strand = pending->strand_;
    asio::post(strand, [to = std::move(pending), answer = std::move(response)]() mutable {
      to->settle(std::move(answer));
    });
  }

 private:
  std::shared_ptr<AnswerGate> gate_;
  std::weak_ptr<PendingAnswer> pending_;
  std::atomic<bool> delivered_{false};
};

PendingAnswer::PendingAnswer(asio::any_io_executor strand, std::shared_ptr<AnswerGate> gate)
    : strand_(std::move(strand)), wake_(strand_), gate_(std::move(gate)) {}

Responder PendingAnswer::expect() {
  settled_ = false;
  response_.reset();
  return [once = std::make_shared<Once>(gate_, weak_from_this())](Response response) {
    once->deliver(std::move(response));
  };
}

void PendingAnswer::settle(std::optional<Response> response) {
  response_ = std::move(response);
  settled_ = true;
  wake_.cancel();
}

asio::awaitable<std::optional<Response>> PendingAnswer::wait() {
  while (!settled_) {
    wake_.expires_at(asio::steady_timer::time_point::max());
    boost::system::error_code ignored;
    co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_return std::move(response_);
}

}  // namespace raccordo::net
