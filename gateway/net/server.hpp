// Server: the HTTPS listener and the plain loopback listener. Beast and TLS live behind it.
// Ownership: the server owns its threads and sockets; `Application`s outlive it.
// Threads: all members may be called from any thread. Errors: base::SystemFault if a port or file is
// unusable.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "net/http.hpp"

namespace raccordo::net {

struct TlsFiles {
  std::string certificate, key, client_ca;
  std::string crl;  ///< empty: none
};

struct ServerLimits {
  std::uint64_t body = std::uint64_t{2} << 30;
  std::size_t header = 16 << 10;
  std::size_t connections = 4096;
  std::size_t per_address = 1024;  ///< connections from one address
  std::chrono::seconds idle{60};   ///< before EVERY read and EVERY write
  std::chrono::seconds handshake{10};
  /// Connections whose client is not known (no certificate, an unlisted one, a handshake under way).
  std::size_t strangers() const { return connections - connections / 2; }
  /// Places beyond `connections` where a known client proves who it is.
  std::size_t reserve() const { return std::max<std::size_t>(connections / 8, 8); }
};

struct Endpoint {
  std::string address;
  std::uint16_t port = 0;  ///< 0: any free port; see Server::port
};

/// Technical counters for /metrics.
struct ServerCounters {
  std::uint64_t accepted = 0, open = 0, handshake_failures = 0, requests = 0, timeouts = 0;
  std::uint64_t strangers = 0;    ///< open connections of no known client
  std::uint64_t evicted = 0;      ///< idle strangers closed to make room for a known client
  std::uint64_t turned_away = 0;  ///< connections told 503 or dropped because a cap was reached
};

class Server {
 public:
  /// With `tls` null the listener is plain HTTP (the admin listener).
  Server(const Endpoint& endpoint, const TlsFiles* tls, ServerLimits limits, unsigned threads,
         Application& application);
  ~Server();  ///< stops at once
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();
  std::uint16_t port() const;
  /// Reads certificate, key, CA and CRL again; new handshakes use them. On a fault keeps the old and throws.
  void reload_tls(const TlsFiles& tls);
  /// Stops accepting, lets requests in flight be answered (`Connection: close`), then closes; true if all
  /// ended within `patience`.
  bool drain(std::chrono::milliseconds patience);
  ServerCounters counters() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace raccordo::net
