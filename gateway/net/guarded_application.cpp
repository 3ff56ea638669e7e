#include "net/guarded_application.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/digest.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace raccordo::net {
namespace {

using base::LogField;

void report(const std::exception& error, const std::string& request_id) {
  base::log(base::LogLevel::error, "request-failed",
            {{LogField::request_id, request_id}, {LogField::reason, std::string(error.what())}});
}

}  // namespace

std::variant<Response, std::unique_ptr<BodySink>> GuardedApplication::begin(const RequestHead& head) {
  try {
    auto begun = application_.begin(head);
    const auto* sink = std::get_if<std::unique_ptr<BodySink>>(&begun);
    if (sink != nullptr && *sink == nullptr) return refuse(500, head.request_id, head.path);
    return begun;
  } catch (const std::exception& error) {
    report(error, head.request_id);
    return refuse(500, head.request_id, head.path);
  }
}

std::optional<Response> GuardedApplication::write(BodySink& sink, std::string_view bytes,
                                                  const std::string& request_id, std::string_view path) {
  try {
    return sink.write(bytes);
  } catch (const std::exception& error) {
    report(error, request_id);
    return refuse(500, request_id, path);
  }
}

void GuardedApplication::complete(BodySink& sink, Responder responder, const std::string& request_id) {
  try {
    sink.complete(std::move(responder));
  } catch (const std::exception& error) {
    report(error, request_id);
  }
}

bool GuardedApplication::knows(const PeerCertificate& peer) {
  try {
    return application_.knows(peer);
  } catch (const std::exception& error) {
    report(error, "");
    return false;
  }
}

std::string GuardedApplication::request_id_of(const RawHead& head, base::Instant now) {
  auto id = net::request_id_of(head, now);
  try {
    if (application_.may_be_logged(id)) return id;
  } catch (const std::exception& error) {
    report(error, "");
  }
  return base::new_ulid(now);
}

Response GuardedApplication::refuse(int status, const std::string& request_id, std::string_view path) {
  Response response;
  try {
    response = application_.refuse(status, request_id, path);
  } catch (const std::exception& error) {
    report(error, request_id);
    response.status = status;
  }
  const bool told = std::any_of(response.headers.begin(), response.headers.end(), [](const Header& header) {
    return base::to_lower_ascii(header.first) == "retry-after";
  });
  if (status == 503 && !told) response.headers.emplace_back("Retry-After", "5");
  return response;
}

}  // namespace raccordo::net
