#include "app/http/small_body_sink.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "app/http/failure_problem.hpp"
#include "app/http/kept_answer.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "base/stop.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

void log_failure(const Request& request, const std::exception& error) {
  base::log(base::LogLevel::error, "request-failed",
            {{base::LogField::request_id, request.head.request_id},
             {base::LogField::route, request.route},
             {base::LogField::reason, std::string(error.what())}});
}

net::Response call(Service& service, const Handler& handler, const Request& request,
                   const std::string& body) {
  const base::StopScope scope(service.stop);
  try {
    return handler(service, request, body);
  } catch (const base::SystemFault& error) {
    log_failure(request, error);
    // A write refused by the store or the disk is not a fault of the program: it works again once they do.
    const bool reads = request.head.method == "GET" || request.head.method == "HEAD";
    return problem_response(request, problem_of_failure(reads ? "internal-error" : "unavailable"));
  } catch (const std::exception& error) {
    log_failure(request, error);
    return problem_response(request, problem_of_failure("internal-error"));
  }
}

/// A header of the answer, or nothing.
std::optional<std::string> header_of(const net::Response& response, std::string_view name) {
  for (const auto& [given, value] : response.headers) {
    if (base::to_lower_ascii(given) == name) return value;
  }
  return std::nullopt;
}

/// What Retry-After says.
std::optional<std::chrono::seconds> pause_of(const net::Response& response) {
  const auto text = header_of(response, "retry-after").value_or("");
  std::chrono::seconds::rep seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (read.ec != std::errc()) return std::nullopt;
  return std::chrono::seconds(seconds);
}

void tell_limits(const Service& service, const Request& request, net::Response& response) {
  if (header_of(response, "ratelimit-limit")) return;
  const bool refused = response.status == 429 || response.status == 503;
  if (!request.client && !refused) return;
  intake::Share share;
  if (request.client) {
    share = service.admission.share_of(request.client->name);
  } else {
    share.limit = static_cast<std::size_t>(request.config().limits.connections);
  }
  if (refused) {  // whatever was exhausted, nothing is available before Retry-After
    share.remaining = 0;
    share.reset = pause_of(response).value_or(share.reset);
  }
  for (auto& header : share.headers()) response.headers.push_back(std::move(header));
}

/// The method is text of the caller; only those of RFC 9110 and RFC 5789 are logged as sent.
std::string_view method_in_log(std::string_view method) {
  constexpr std::array<std::string_view, 9> kMethods = {"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                                        "CONNECT", "OPTIONS", "TRACE", "PATCH"};
  return std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end() ? "other" : method;
}

}  // namespace

void note_answer(Service& service, const Request& request, net::Response& response) {
  tell_limits(service, request, response);
  allow_every_origin(request.head.path, response);
  const auto elapsed = std::chrono::steady_clock::now() - request.begun;
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count();
  service.metrics.count_request(request.route, response.status, static_cast<double>(micros) / 1e6);
  base::log(base::LogLevel::info, "request",
            {{base::LogField::request_id, request.head.request_id},
             {base::LogField::client, request.client ? request.client->name : std::string("-")},
             {base::LogField::method, std::string(method_in_log(request.head.method))},
             {base::LogField::route, request.route},
             {base::LogField::status, std::int64_t{response.status}},
             {base::LogField::micros, std::int64_t{micros}}});
}

net::Response lane_full(const Request& request, Lane lane, WorkerPool::Offer offer) {
  constexpr int kLater = 5;
  const auto name = "`" + std::string(to_string(lane)) + "`";
  if (offer == WorkerPool::Offer::client_full) {
    return problem_response(request, {"too-many-requests",
                                      "This client has too many requests waiting in the lane " + name +
                                          "; wait for their answers.",
                                      {},
                                      "",
                                      kLater});
  }
  return problem_response(
      request,
      {"overloaded", "The lane " + name + " is full; nothing was done. Send again later.", {}, "", kLater});
}

std::optional<net::Response> SmallBodySink::write(std::string_view bytes) {
  if (body_.size() + bytes.size() > route_.body_limit) {
    return problem_response(*request_, {"body-too-large", "A body of this request may have " +
                                                              std::to_string(route_.body_limit) + " bytes."});
  }
  if (route_.body_limit > kSmallBody && !share_->take(bytes.size())) {
    return problem_response(*request_, {"overloaded", "", {}, "", 5});
  }
  body_ += bytes;
  return std::nullopt;
}

void SmallBodySink::complete(net::Responder responder) {
  const auto& client = request_->client;
  const auto offer =
      service_.lanes[route_.lane].offer(client ? client->name : std::string(), 1,
                                        [&service = service_, &handler = route_.handler, request = request_,
                                         share = share_, body = std::move(body_), responder] {
                                          auto response = call(service, handler, *request, body);
                                          note_answer(service, *request, response);
                                          responder(std::move(response));
                                        });
  if (offer == WorkerPool::Offer::taken) return;
  auto refused = lane_full(*request_, route_.lane, offer);
  note_answer(service_, *request_, refused);
  responder(std::move(refused));
}

}  // namespace raccordo::app
