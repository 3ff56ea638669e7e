// Server: the HTTPS listener and the plain loopback listener. Beast and TLS live behind it.
// Ownership: the server owns its threads and sockets; `Application`s outlive it.
// Threads: all members may be called from any thread. Errors: base::SystemFault if a port or file is
// unusable.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "net/http.hpp"
#include "net/server_settings.hpp"
#include "net/tls_context.hpp"

namespace raccordo::net {

class Server {
 public:
  /// With `tls` null the listener is plain HTTP (the admin listener).
  Server(const Endpoint& endpoint, const TlsFiles* tls, const ServerLimits& limits, unsigned threads,
         Application& application);
  ~Server();  ///< stops at once
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();
  std::uint16_t port() const;
  /// New handshakes use this context (make_tls_context), or one of the files, which are read again; on a
  /// fault the old one is kept, and it throws.
  void use_tls(std::shared_ptr<SSL_CTX> context);
  void reload_tls(const TlsFiles& tls);
  /// Stops accepting, completes requests in progress (`Connection: close`), then closes; true if all ended
  /// within `patience`.
  bool drain(std::chrono::milliseconds patience);
  ServerCounters counters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace raccordo::net
