#include "app/http/gateway.hpp"

#include <algorithm>

#include "app/http/caller.hpp"
#include "app/http/console_refusal.hpp"
#include "app/http/foreign_page.hpp"
#include "app/http/kept_answer.hpp"
#include "app/http/missing_right.hpp"
#include "app/http/path_hint.hpp"
#include "app/http/problem_answer.hpp"
#include "app/http/small_body_sink.hpp"
#include "app/http/submission_sink.hpp"
#include "app/rules/sight.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "privacy/identifier_in_text.hpp"

namespace raccordo::app {
namespace {

bool is_guarded(std::string_view path) {
  return path.starts_with("/v1") || path.starts_with("/console") || path.starts_with("/fhir");
}

std::string_view code_of(int status) {
  switch (status) {
    case 400:
      return "bad-request";
    case 401:
      return "certificate-required";
    case 408:
      return "slow-sender";
    case 413:
      return "body-too-large";
    case 417:
      return "expectation-failed";
    case 431:
      return "header-too-large";
    case 503:
      return "overloaded";
    default:
      return "internal-error";
  }
}

/// Limits say themselves.
std::string detail_of(int status, const Limits& limits) {
  switch (status) {
    case 401:
      return "The client certificate of this connection is no longer accepted: it has expired or was "
             "revoked, or its "
             "authority is no longer trusted. Connect again with a valid certificate; nothing was stored.";
    case 408:
      return "Too little arrived: a body needs at least 1 KiB a second, averaged over " +
             std::to_string(std::min<std::int64_t>(limits.idle_seconds, 30)) +
             " seconds; nothing was stored. Send again, with an Idempotency-Key to be safe.";
    case 413:
      return "A body may have " + std::to_string(limits.body) + " bytes; send smaller documents.";
    case 431:
      return "Request line and headers may have " + std::to_string(limits.header) + " bytes in all.";
    case 503:
      return "Too many connections are open (" + std::to_string(limits.connections) + " in all, " +
             std::to_string(limits.per_address) +
             " from one address; half of them without a listed certificate); send again later.";
    default:
      return "";
  }
}

std::string join(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string join_quoted(const std::vector<std::string_view>& names) {
  std::string out;
  for (const auto name : names) out.append(out.empty() ? "`" : ", `").append(name).append("`");
  return out;
}

/// Text that may be repeated in an answer: a word.
bool is_word(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  return name.size() <= kLongest && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                  c == '-' || c == '.';
         });
}

/// The known parameter that was probably meant: `dry-run` is `dry_run`, and `Limit` is `limit`.
std::string near_parameter(const std::string& name, const std::vector<std::string_view>& known) {
  auto plain = base::to_lower_ascii(name);
  std::replace(plain.begin(), plain.end(), '-', '_');
  return base::nearest_name(plain, known);
}

bool may(const intake::Client& client, const Route& route) {
  return client.may(*route.right) || (route.other_right && client.may(*route.other_right));
}

std::optional<Problem> check_query(const Route& route, const QueryParameters& query) {
  if (route.pages) return std::nullopt;
  const auto& known = route.query;
  for (const auto& [name, value] : query) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const bool may_be_shown = is_word(name) && !privacy::holds_identifier(name);
    const auto shown = may_be_shown ? "`" + name + "`" : std::string("of that name");
    if (known.empty())
      return Problem{"bad-request", "This path takes no query parameters; leave the one " + shown + " out."};
    const auto near = near_parameter(name, known);
    return Problem{"bad-request", "There is no query parameter " + shown + " here" +
                                      (near.empty() ? std::string() : "; did you mean `" + near + "`?") +
                                      (near.empty() ? ". Allowed here: " : " Allowed here: ") +
                                      join_quoted(known) + "."};
  }
  return std::nullopt;
}

std::vector<intake::Right> rights_of(const Route& route) {
  std::vector<intake::Right> rights{*route.right};
  if (route.other_right) rights.push_back(*route.other_right);
  return rights;
}

}  // namespace

Gateway::Gateway(Service& service) : service_(service) {
  add_about_routes(table_);
  add_submission_routes(table_);
  add_record_routes(table_);
  add_quarantine_routes(table_);
  add_activation_routes(table_);
  add_replay_routes(table_);
  add_webhook_routes(table_);
  add_table_routes(table_);
  add_audit_routes(table_);
  add_console_routes(table_);
  add_console_pages(table_, service_.config().console);
  add_exchange_routes(table_);
  add_subject_routes(table_);
  add_release_routes(table_);
  add_open_routes(table_);
  add_catalog_routes(table_);
  add_scheme_routes(table_);
  add_fhir_routes(table_);
  for (const auto& route : table_) {
    if (route.pages) {
      router_.add_open_ended(route.method, route.pattern);
    } else {
      router_.add(route.method, route.pattern);
    }
  }
}

std::optional<Problem> Gateway::check_caller(Request& request) const {
  if (!is_guarded(request.head.path)) return std::nullopt;
  auto caller = identify(request.tables, request.head.peer);
  if (!caller) return caller.error();
  request.client = std::move(*caller);
  service_.certificates.saw(request.client->name, *request.head.peer);
  return fault_of_page(request);
}

std::variant<net::Response, std::unique_ptr<net::BodySink>> Gateway::begin(const net::RequestHead& head) {
  auto request = std::make_shared<Request>();
  request->head = head;
  request->tables = service_.tables.get();
  request->route = "none";
  auto outcome = dispatch(request);
  if (auto* response = std::get_if<net::Response>(&outcome)) note_answer(service_, *request, *response);
  return outcome;
}

std::variant<net::Response, std::unique_ptr<net::BodySink>> Gateway::dispatch(
    std::shared_ptr<Request> request) {
  if (const auto problem = check_caller(*request)) {
    auto response = console_refusal(*request, *problem);
    // A removed client loses its open connection.
    if (problem->code == "unknown-client") response.headers.emplace_back("connection", "close");
    return response;
  }
  // FHIR clients join "/" to the base address.
  const auto path = request->head.path == "/fhir/" ? std::string_view("/fhir") : request->head.path;
  auto match = router_.match(request->head.method, path);
  if (match.allowed.empty()) return not_found(*request, path_hint(request->head.path));
  if (request->head.method == "OPTIONS" && is_open_data(request->head.path)) return preflight_answer();
  if (!match.route) {
    auto response =
        problem_response(*request, {"method-not-allowed", "Allowed methods: " + join(match.allowed) + "."});
    response.headers.emplace_back("allow", join(match.allowed));
    return response;
  }
  const auto& route = table_[*match.route];
  request->route = route.pattern;
  request->path = std::move(match.parameters);
  auto query = parse_query(request->head.query);
  if (!query) return problem_response(*request, {"bad-request", query.error()});
  request->query = std::move(*query);
  if (const auto problem = check_query(route, request->query)) return problem_response(*request, *problem);
  if (route.access == Access::right && !may(*request->client, route)) {
    return problem_response(*request, missing_right(rights_of(route)));
  }
  if (route.handler && is_guarded(request->head.path)) {
    if (const auto problem = fault_of_form(*request)) return problem_response(*request, *problem);
  }
  if (route.begin != nullptr) return route.begin(service_, std::move(request));
  if (!route.handler) return begin_submission(service_, std::move(request));
  return std::make_unique<SmallBodySink>(service_, route, std::move(request), large_bodies_);
}

bool Gateway::knows(const net::PeerCertificate& peer) {
  const auto tables = service_.tables.get();
  return client_of(tables->book().clients, peer) != nullptr;
}

bool Gateway::may_be_logged(std::string_view request_id) { return !privacy::holds_identifier(request_id); }

net::Response Gateway::refuse(int status, const std::string& request_id, std::string_view path) {
  const auto& config = service_.config();
  const Problem problem{code_of(status), detail_of(status, config.limits), {}, "", status == 503 ? 1 : 0};
  auto response = to_response(problem, request_id, path.empty() ? std::string_view("about:blank") : path,
                              config.public_url);
  if (status == 503) {
    response.headers.emplace_back("ratelimit-limit", std::to_string(config.limits.connections));
    response.headers.emplace_back("ratelimit-remaining", "0");
    response.headers.emplace_back("ratelimit-reset", "1");
  }
  service_.metrics.count_request("none", response.status, 0);
  base::log(
      base::LogLevel::info, "request-refused",
      {{base::LogField::request_id, request_id}, {base::LogField::status, std::int64_t{response.status}}});
  return response;
}

}  // namespace raccordo::app
