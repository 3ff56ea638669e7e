// Settings and counters of a server. Values only.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

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
  std::chrono::seconds idle{60};   ///< before each read and each write
  std::chrono::seconds handshake{10};
  /// Connections whose client is not known (no certificate, an unlisted one, a handshake under way).
  std::size_t strangers() const { return connections - connections / 2; }
  /// Places beyond `connections` for clients to authenticate.
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
  std::uint64_t evicted = 0;      ///< idle unlisted connections closed for a known client
  std::uint64_t turned_away = 0;  ///< connections answered 503 or dropped because a limit was reached
};

}  // namespace raccordo::net
