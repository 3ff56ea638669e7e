// Listener: the listening socket. Accepts until stopped and passes each connection on; run by Server. Errors:
// base::SystemFault if the address cannot be used. Without free descriptors it pauses.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "net/server_settings.hpp"

namespace boost::asio {
class io_context;
}

namespace raccordo::net {

/// Why nothing can listen at this address: not a numeric address, or not one of this machine. The port is not
/// tested.
std::optional<std::string> fault_of_address(const Endpoint& endpoint);

class Listener {
 public:
  /// Called on an I/O thread with a non-blocking descriptor, which the callee takes over, and the peer's
  /// address.
  using Accepted = std::function<void(int descriptor, std::string address)>;

  /// Binds and listens at once; accepts from start() on. `io` must outlive it.
  Listener(boost::asio::io_context& io, const Endpoint& endpoint, Accepted accepted);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  void start();
  /// Accepts no more; from any thread.
  void stop();
  std::uint16_t port() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace raccordo::net
