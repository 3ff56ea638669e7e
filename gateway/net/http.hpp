// Plain HTTP values and the interface between net/ (sockets, TLS, HTTP/1.1) and app/ (answers). No Beast or
// Asio type appears here: net is the only folder that instantiates them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/time.hpp"

namespace raccordo::net {

/// The client certificate of a connection, as verified in the handshake.
struct PeerCertificate {
  std::string fingerprint;       ///< SHA-256 of the DER form, lower-case hex
  std::string subject;           ///< RFC 4514
  std::string issuer;            ///< RFC 4514
  std::vector<std::string> san;  ///< DNS, e-mail and URI names, as `dns:...`, `email:...`, `uri:...`
  base::Instant not_after;
};

using Header = std::pair<std::string, std::string>;

struct RequestHead {
  std::string method;
  std::string path;             ///< as sent, percent-encoded, without query
  std::string query;            ///< without '?'
  std::vector<Header> headers;  ///< names in lower case
  std::optional<std::uint64_t> content_length;
  std::optional<PeerCertificate> peer;
  std::string request_id;  ///< the caller's X-Request-Id if it sent a usable one, else a new ULID
  /// The first value of a header (name in lower case), or "".
  std::string_view header(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
};

/// Carries the answer back to the connection; may be called from any thread, once. Cheap to copy.
using Responder = std::function<void(Response)>;

/// Takes the body of one request as it arrives, on the connection's strand.
class BodySink {
 public:
  virtual ~BodySink() = default;
  /// Returns an answer to stop the transfer (the connection is then closed), or nothing to continue.
  virtual std::optional<Response> write(std::string_view bytes) = 0;
  /// The body is complete: answer now or later, from any thread. The sink may be destroyed right after.
  virtual void complete(Responder responder) = 0;
};

/// What app/ implements. Threads: `begin` is called from the I/O threads and must not block.
class Application {
 public:
  virtual ~Application() = default;
  /// The head of a request has been read: an immediate answer (no body wanted), or a sink for the body.
  virtual std::variant<Response, std::unique_ptr<BodySink>> begin(const RequestHead& head) = 0;
  /// Answers that net gives itself: 400 bad request line, 401 a certificate that expired or was revoked since
  /// the handshake, 408 slow sender, 413/431 limits, 503 too many connections, 500 no answer. app renders
  /// them as problem+json. `path` as in RequestHead, or "" if the request was not read so far.
  virtual Response refuse(int status, const std::string& request_id, std::string_view path) = 0;
  /// True if the certificate belongs to a listed client: it keeps its place when all are taken.
  virtual bool knows(const PeerCertificate&) { return true; }
  /// True if a caller's X-Request-Id may be used and logged. Called with well-formed ones only.
  virtual bool may_be_logged(std::string_view) { return true; }
};

}  // namespace raccordo::net
