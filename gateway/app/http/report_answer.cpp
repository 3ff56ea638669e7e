#include "app/http/report_answer.hpp"

#include <optional>
#include <string>

#include "app/http/kept_answer.hpp"
#include "app/http/page_language.hpp"
#include "app/http/table_answer.hpp"
#include "app/releases/release_json.hpp"
#include "app/releases/release_report.hpp"

namespace raccordo::app {
namespace {

/// True if an audience may read a report that compares with the release.
bool is_readable(const std::optional<store::ReleaseRow>& row, Audience audience) {
  return row && row->state == "DONE" && (audience != Audience::open || row->published_at);
}

Problem no_such_before(Audience audience) {
  return {"not-found", audience == Audience::open
                           ? "`before` names no published release; GET /open lists them."
                           : "`before` names no finished release; GET /v1/releases lists them."};
}

}  // namespace

net::Response answer_report(store::Releases& store, const Request& request, const store::ReleaseRow& row,
                            Audience audience) {
  const auto language = page_language(request);
  if (!language) return problem_response(request, language.error());
  if (const auto problem = check_finished(row)) return problem_response(request, *problem);
  std::optional<store::ReleaseRow> before;
  if (const auto asked = request.asked("before"); !asked.empty()) {
    before = store.release(std::string(asked));
    if (!is_readable(before, audience)) return problem_response(request, no_such_before(audience));
  }
  const auto spoken = *language == PageLanguage::it ? report::Language::it : report::Language::en;
  const auto html = write_release_report(request.config(), row, before ? &*before : nullptr, spoken);
  if (!html) return problem_response(request, html.error());
  KeptAnswer answer;
  answer.identity = *html;
  answer.media_type = "text/html; charset=utf-8";
  answer.keeping = audience == Audience::open ? Keeping::short_time : Keeping::ask;
  auto response = deliver(request, answer, [&] { return *html; });
  response.headers.emplace_back("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
  return response;
}

}  // namespace raccordo::app
