// HttpsCaller: calls services of other bodies over HTTPS, each call with one request and a connection of its
// own. Boost and TLS live behind it. Made by the sender of webhooks.
//
// A call resolves the name, checks every address found (AddressRule) and connects to an address that was
// checked. TLS 1.2 or 1.3; the certificate must be valid for the host of the URL. No redirect is followed, no
// proxy is used, and of the answer only the head is read: its status. Every step has a time limit, and so has
// the whole call. Threads: all members from any thread. `done` of a call runs on a thread of the caller's,
// and must not block.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/https_url.hpp"
#include "net/address_rule.hpp"
#include "net/http.hpp"

namespace raccordo::net {

/// What the calls of one configuration share: trusted authorities and permitted addresses. Immutable.
class CallRules {
 public:
  /// `authorities`: a PEM file of trusted certificates instead of those of the system; "": those of the
  /// system. Throws base::SystemFault if the file cannot be used.
  CallRules(const std::string& authorities, AddressRule addresses);
  ~CallRules();
  CallRules(const CallRules&) = delete;
  CallRules& operator=(const CallRules&) = delete;

 private:
  friend class CallRun;
  friend class HttpsCaller;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

struct Call {
  base::HttpsUrl url;
  std::vector<Header> headers;  ///< besides Host, Content-Length and Connection
  std::string body;
  std::shared_ptr<const CallRules> rules;
};

/// How a call ended.
enum class CallEnd : std::uint8_t {
  answered,         ///< with `status`
  name_unknown,     ///< the name could not be resolved
  address_refused,  ///< an address of the name may not be called
  unreachable,      ///< no address could be connected to
  tls_failed,       ///< no TLS connection, or the certificate is not valid for the host
  no_answer,        ///< the connection ended, or the answer is no HTTP
  timeout           ///< a step took too long
};
std::string_view to_string(CallEnd end);  // "answered", "name-unknown", ...

struct CallResult {
  CallEnd end = CallEnd::no_answer;
  int status = 0;                       ///< of an answer
  std::chrono::seconds retry_after{0};  ///< asked for by an answer (Retry-After in seconds), at most an hour
};

/// Limits of one call. `total` bounds all steps together except the resolver of the system, which has limits
/// of its own (resolv.conf).
struct CallLimits {
  std::chrono::milliseconds connect{10'000}, handshake{10'000}, write{10'000}, answer{15'000}, total{30'000};
};

class HttpsCaller {
 public:
  /// `most` calls at once at most; further ones are refused by start().
  HttpsCaller(std::size_t most, CallLimits limits);
  ~HttpsCaller();  ///< as stop()
  HttpsCaller(const HttpsCaller&) = delete;
  HttpsCaller& operator=(const HttpsCaller&) = delete;

  using Done = std::function<void(CallResult)>;
  /// False if `most` calls are in flight or it was stopped: then `done` is not called.
  bool start(Call call, Done done);
  /// Ends all calls and starts no more; `done` is not called afterwards. Waits for names that are being
  /// resolved.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace raccordo::net
