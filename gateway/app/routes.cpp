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

net::Response bad_limit(const Request& request) {
  return problem_response(request, {"bad-request", "`limit` must be a whole number from 1 to 1000."});
}

}  // namespace raccordo::app
