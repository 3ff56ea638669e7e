// GuardedApplication: the Application as a session calls it. Exceptions of app/ become an answer and a log
// line here, so that every request is answered.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "net/convert.hpp"
#include "net/http.hpp"

namespace raccordo::net {

class GuardedApplication {
 public:
  explicit GuardedApplication(Application& application) : application_(application) {}
  std::variant<Response, std::unique_ptr<BodySink>> begin(const RequestHead& head);
  /// An answer to stop the transfer, or nothing to go on.
  std::optional<Response> write(BodySink& sink, std::string_view bytes, const std::string& request_id,
                                std::string_view path);
  /// The responder is consumed in any case; if this throws inside, it is destroyed unused.
  void complete(BodySink& sink, Responder responder, const std::string& request_id);
  /// False if app/ throws.
  bool knows(const PeerCertificate& peer);
  /// The caller's X-Request-Id, or a new ULID if it gives none that may be used in answers and in the log.
  std::string request_id_of(const RawHead& head, base::Instant now);
  /// 503 always has Retry-After.
  Response refuse(int status, const std::string& request_id, std::string_view path);

 private:
  Application& application_;
};

}  // namespace raccordo::net
