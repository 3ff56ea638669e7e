#include <algorithm>
#include <array>

#include "app/http/kept_answer.hpp"
#include "app/http/open_index.hpp"
#include "app/http/page_language.hpp"
#include "app/http/report_answer.hpp"
#include "app/http/routes.hpp"
#include "app/http/table_answer.hpp"
#include "app/releases/release_json.hpp"
#include "app/rules/table_document.hpp"
#include "extract/collection.hpp"
#include "extract/cube.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

net::Response no_release(const Request& request) {
  return not_found(request, "There is no published release of that id; GET /open lists them.");
}

/// A published release. Unpublished ones are answered like missing ones.
std::optional<store::ReleaseRow> open_row(Service& service, const Request& request) {
  auto row = service.store.release(request.parameter("id"));
  return row && row->published_at ? std::move(row) : std::nullopt;
}

net::Response answer_open_release(Service& service, const Request& request, const std::string&) {
  const auto row = open_row(service, request);
  if (!row) return no_release(request);
  KeptAnswer answer;
  auto json = release_json(*row, Audience::open);
  answer.identity = json;
  answer.media_type = "application/json";
  answer.file_name = "release-" + row->period + ".json";
  answer.changed = *row->published_at;
  answer.keeping = Keeping::a_day;
  return deliver(request, answer, [&] { return json; });
}

/// A handler that answers with a published release.
Handler with_open_row(net::Response (*answer)(const Request&, const store::ReleaseRow&, Audience)) {
  return [answer](Service& service, const Request& request, const std::string&) {
    const auto row = open_row(service, request);
    return row ? answer(request, *row, Audience::open) : no_release(request);
  };
}

Handler open_series(net::Response (*answer)(Service&, const Request&, Audience)) {
  return [answer](Service& service, const Request& request, const std::string&) {
    return answer(service, request, Audience::open);
  };
}

net::Response answer_open_report(Service& service, const Request& request, const std::string&) {
  const auto row = open_row(service, request);
  return row ? answer_report(service.store, request, *row, Audience::open) : no_release(request);
}

std::vector<store::ReleaseRow> published(Service& service) {
  auto rows = service.store.releases();  // newest first
  std::erase_if(rows, [](const auto& row) { return row.state != "DONE" || !row.published_at; });
  return rows;
}

std::string collection_of(const extract::Document& document, const std::vector<store::ReleaseRow>& rows,
                          const std::string& root) {
  std::vector<extract::CollectionItem> items = {{"collection", root + "/series", "Serie", "Series"}};
  for (const auto& row : rows) {
    const auto again = row.revision_date.empty() ? "" : " (" + row.revision_date + ")";
    items.push_back({"collection", root + "/releases/" + row.id + "/tables",
                     extract::period_label_it(row.period) + again,
                     extract::period_label_en(row.period) + again});
  }
  return extract::write_collection("Dati aperti sui servizi sociali", document, items);
}

net::Response answer_index(Service& service, const Request& request, const std::string&) {
  const auto language = page_language(request);
  if (!language) return problem_response(request, language.error());
  constexpr std::array<std::string_view, 2> kOffers = {"text/html", "application/json"};
  const auto chosen = intake::negotiate(request.head.header("accept"), kOffers);
  if (!chosen)
    return problem_response(request, {"not-acceptable", "The index comes as text/html or application/json."});
  const auto rows = published(service);
  const auto& config = request.config();
  const auto root = config.public_url + "/open";
  KeptAnswer answer;
  for (const auto& row : rows) answer.changed = std::max(answer.changed, *row.published_at);
  answer.keeping = Keeping::short_time;
  const bool is_page = *chosen == 0;
  answer.media_type = is_page ? "text/html; charset=utf-8" : "application/json";
  const extract::Document document{root, publisher_of(config), answer.changed, extract::Labels::id};
  auto body = is_page
                  ? open_index(config, rows,
                               tables_over_time(current_releases(service.store, Audience::open)), *language)
                  : collection_of(document, rows, root);
  answer.identity = body;
  auto response = deliver(request, answer, [&] { return body; });
  if (is_page)
    response.headers.emplace_back("content-security-policy", "default-src 'none'; style-src 'self'");
  return response;
}

net::Response answer_style(Service&, const Request& request, const std::string&) {
  KeptAnswer answer;
  answer.identity = std::string(open_style());
  answer.media_type = "text/css; charset=utf-8";
  answer.keeping = Keeping::short_time;
  return deliver(request, answer, [] { return std::string(open_style()); });
}

}  // namespace

void add_open_routes(RouteTable& table) {
  const auto add = [&](const char* pattern, Handler handler, std::vector<std::string_view> query) {
    table.push_back(Route{"GET", pattern, Access::open, {}, std::move(handler)}
                        .in(Lane::administration)
                        .knowing(std::move(query)));
  };
  add("/open", answer_index, {"lang"});
  add("/open/style.css", answer_style, {});
  add("/open/releases/{id}", answer_open_release, {});
  add("/open/releases/{id}/report", answer_open_report, {"lang", "before"});
  add("/open/releases/{id}/tables", with_open_row(answer_release_tables), {"format"});
  add("/open/releases/{id}/tables/{table}", with_open_row(answer_release_table), {"format", "labels"});
  add("/open/releases/{id}/tables/{table}/structure", with_open_row(answer_release_structure), {});
  add("/open/series", open_series(answer_series_list), {});
  add("/open/series/{table}", open_series(answer_series), {"format", "labels", "from", "to"});
  add("/open/series/{table}/structure", open_series(answer_series_structure), {"from", "to"});
}

}  // namespace raccordo::app
