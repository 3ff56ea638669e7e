// Session: one accepted connection from handshake to end, request by request, on a strand of its own. Started
// by the listener. Decisions are made by session_policy, requests are read by request_reader and answered by
// Application; only transport touches TLS. Ownership: the coroutine owns its session. Errors: end the
// connection.
#pragma once

#include <string>

#include "net/server_state.hpp"

namespace boost::asio {
class io_context;
}

namespace raccordo::net {

/// Takes `descriptor` (non-blocking) over. `address` is the peer's, for the log.
void start_session(boost::asio::io_context& io, int descriptor, std::string address, ServerState& state);

/// Ends the session if it is between two requests; one with a request in progress ends after its answer. Call
/// from any thread while the I/O context lives.
void end_if_idle(const std::weak_ptr<Session>& session);

}  // namespace raccordo::net
