// Transport: one accepted socket, plain or TLS, read and written without blocking. It reports what it waits
// for; session waits. This keeps OpenSSL in one file, needs no buffers besides OpenSSL's own (an idle
// connection frees them) and instantiates no stream templates. Threads: one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/http.hpp"

using SSL_CTX = struct ssl_ctx_st;

namespace raccordo::net {

enum class IoStatus : std::uint8_t {
  done,        ///< `bytes` were moved (at least one)
  want_read,   ///< call again once the socket can be read
  want_write,  ///< call again once the socket can be written
  end,         ///< the peer has ended its side
  failed       ///< the connection is broken
};

struct IoResult {
  IoStatus status = IoStatus::failed;
  std::size_t bytes = 0;
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual IoResult handshake() = 0;
  virtual IoResult read(char* into, std::size_t capacity) = 0;
  virtual IoResult write(std::string_view bytes) = 0;
  /// Signals to the peer that no more data will come.
  virtual void end_writing() = 0;
  /// After the handshake; nothing if the client sent no certificate.
  virtual std::optional<PeerCertificate> peer() const { return std::nullopt; }
  /// True if the client certificate would be accepted in a handshake with `context`, or if there is none.
  virtual bool is_trusted_by(SSL_CTX& context) {
    (void)context;
    return true;
  }
  /// Why the handshake failed, in OpenSSL's words.
  virtual std::string failure() const { return {}; }
};

/// `descriptor` stays the caller's and must outlive the transport; it must be non-blocking.
std::unique_ptr<Transport> make_plain_transport(int descriptor);
std::unique_ptr<Transport> make_tls_transport(int descriptor, SSL_CTX& context);

}  // namespace raccordo::net
