// PendingAnswer: waits on the session's strand for the answer that app/ gives from any thread, once, late or
// never. Used by session, one for each connection. Like connection.hpp it exposes Asio types.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "net/http.hpp"
#include "net/server_state.hpp"

namespace raccordo::net {

/// Lifetimes: a Responder may outlive this, the session and the server; it then does nothing.
class PendingAnswer : public std::enable_shared_from_this<PendingAnswer> {
 public:
  PendingAnswer(boost::asio::any_io_executor strand, std::shared_ptr<AnswerGate> gate);

  /// Begins to wait for one more answer. Call on the strand, not before the last one has come.
  Responder expect();
  /// The answer; nothing if the last copy of the responder was destroyed unused.
  boost::asio::awaitable<std::optional<Response>> wait();

 private:
  class Once;
  void settle(std::optional<Response> response);

  boost::asio::any_io_executor strand_;
  boost::asio::steady_timer wake_;
  std::shared_ptr<AnswerGate> gate_;
  std::optional<Response> response_;
  bool settled_ = false;
};

}  // namespace raccordo::net
