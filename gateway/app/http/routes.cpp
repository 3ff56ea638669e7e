#include "app/http/routes.hpp"

#include "app/http/answer_language.hpp"
#include "app/http/cursor_seal.hpp"
#include "app/http/problem_answer.hpp"
#include "base/text.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {

net::Response json_response(int status, std::string json) {
  return {status, {{"content-type", "application/json"}}, std::move(json)};
}

net::Response problem_response(const Request& request, const Problem& problem) {
  return to_response(problem, request.head.request_id, request.head.path, request.config().public_url,
                     language_of(request));
}

namespace {

/// What identifies a list: its address and its filters, but not the page size.
std::string list_name(const Request& request) {
  std::string name = request.head.path;
  for (const auto& [key, value] : request.query) {
    if (key == "limit" || key == "cursor") continue;
    name += '\n' + key + '=' + base::to_hex(value);
  }
  return name;
}

}  // namespace

base::Result<Paging, Problem> paging_of(const Service& service, const Request& request) {
  Paging paging;
  const auto limit = request.asked("limit");
  if (!limit.empty()) {
    if (base::is_digits(limit) && limit.size() <= 4) paging.limit = std::stoul(std::string(limit));
    if (!base::is_digits(limit) || limit.size() > 4 || paging.limit < 1 || paging.limit > 1000) {
      return Problem{"bad-request", "`limit` must be a whole number from 1 to 1000; " +
                                        intake::sent_words("limit", limit) + "."};
    }
  }
  const auto sealed = request.asked("cursor");
  if (sealed.empty()) return paging;
  auto cursor = open_cursor(service.keys.sealer, list_name(request), sealed);
  if (!cursor) {
    return Problem{
        "bad-request",
        "`cursor` must be the `next` of the page before, unchanged, with the same filters; leave it "
        "out to begin."};
  }
  paging.cursor = std::move(*cursor);
  return paging;
}

std::string next_of(const Service& service, const Request& request, std::string_view cursor) {
  return cursor.empty() ? "" : seal_cursor(service.keys.sealer, list_name(request), cursor);
}

base::Result<std::optional<bool>, Problem> flag_asked(const Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  if (found == request.query.end()) return std::optional<bool>();
  if (found->second == "true") return std::optional(true);
  if (found->second == "false") return std::optional(false);
  return Problem{"bad-request", "`" + std::string(name) + "` must be true or false; " +
                                    intake::sent_words(name, found->second) + "."};
}

std::optional<base::Instant> time_asked(const Request& request, std::string_view name) {
  std::string text(request.asked(name));
  // An unencoded `+02:00` arrives with a blank.
  constexpr auto kWithoutZone = std::string_view("2017-05-02T09:00:00").size();
  if (text.size() > kWithoutZone) {
    if (const auto blank = text.find(' ', kWithoutZone); blank != std::string::npos) text[blank] = '+';
  }
  return base::parse_instant(text);
}

}  // namespace raccordo::app
