#include "app/routes.hpp"

#include "base/text.hpp"

namespace raccordo::app {

net::Response json_response(int status, std::string json) {
  return {status, {{"content-type", "application/json"}}, std::move(json)};
}

net::Response problem_response(const Request& request, const Problem& problem) {
  return to_response(problem, request.head.request_id, request.head.path, request.config().public_url);
}

std::optional<Paging> paging_of(const Request& request) {
  Paging paging;
  const auto limit = request.asked("limit");
  if (!limit.empty()) {
    if (!base::is_digits(limit) || limit.size() > 4) return std::nullopt;
    paging.limit = std::stoul(std::string(limit));
    if (paging.limit < 1 || paging.limit > 1000) return std::nullopt;
  }
  paging.cursor = request.asked("cursor");
  return paging;
}

std::optional<base::Instant> time_asked(const Request& request, std::string_view name) {
  std::string text(request.asked(name));
  // A `+02:00` that was not percent-encoded arrives as a blank.
  constexpr auto kWithoutZone = std::string_view("2017-05-02T09:00:00").size();
  if (text.size() > kWithoutZone) {
    if (const auto blank = text.find(' ', kWithoutZone); blank != std::string::npos) text[blank] = '+';
  }
  return base::parse_instant(text);
}

net::Response bad_limit(const Request& request) {
  return problem_response(request, {"bad-request", "`limit` must be a whole number from 1 to 1000."});
}

}  // namespace raccordo::app
