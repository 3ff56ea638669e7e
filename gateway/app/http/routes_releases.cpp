#include "app/backup/journal.hpp"
#include "app/forms/body_reader.hpp"
#include "app/http/answer_language.hpp"
#include "app/http/report_answer.hpp"
#include "app/http/routes.hpp"
#include "app/http/table_answer.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/release_json.hpp"
#include "app/releases/release_order.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/stop.hpp"

namespace raccordo::app {
namespace {

/// A page of releases ends after this many bytes: each lists all its tables.
constexpr std::size_t kPageBytes = 2 << 20;
constexpr std::size_t kLongestNote = 2'000;  // bytes

/// For whom the metadata of releases are shown under /v1.
Audience audience_of(const Request& request) {
  return request.client->may(intake::Right::administer) ? Audience::administrators : Audience::inside;
}

net::Response in_its_language(const Request& request, int status, const store::ReleaseRow& row) {
  const auto language = language_of(request);
  return json_in(language, status, release_json(row, audience_of(request), language));
}

net::Response answer_list(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  std::string items;
  std::string next;
  std::size_t shown = 0;
  bool more = false;
  auto rows = service.store.releases();  // newest first
  tell_abandoned(service.store, rows, service.clock);
  bool before_page = !paging->cursor.empty();  // ids do not sort if the clock was set back
  for (const auto& row : rows) {
    if (before_page) {
      before_page = row.id != paging->cursor;
      continue;
    }
    if (shown == paging->limit || items.size() >= kPageBytes) {
      more = true;
      break;
    }
    items += (items.empty() ? "" : ",") + release_json(row, audience_of(request), language_of(request));
    next = row.id;
    ++shown;
  }
  const auto cursor = more ? "\"" + next_of(service, request, next) + "\"" : "null";
  return json_in(language_of(request), 200, "{\"items\":[" + items + "],\"next\":" + cursor + "}");
}

net::Response no_release(const Request& request) {
  return not_found(request, "There is no release of that id.");
}

net::Response answer_one(Service& service, const Request& request, const std::string&) {
  auto row = service.store.release(request.parameter("id"));
  if (!row) return no_release(request);
  tell_abandoned(service.store, {&*row, 1}, service.clock);
  return in_its_language(request, 200, *row);
}

net::Response answer_table(Service& service, const Request& request, const std::string&) {
  const auto row = service.store.release(request.parameter("id"));
  return row ? answer_release_table(request, *row, Audience::inside) : no_release(request);
}

net::Response answer_tables(Service& service, const Request& request, const std::string&) {
  const auto row = service.store.release(request.parameter("id"));
  return row ? answer_release_tables(request, *row, Audience::inside) : no_release(request);
}

net::Response answer_structure(Service& service, const Request& request, const std::string&) {
  const auto row = service.store.release(request.parameter("id"));
  return row ? answer_release_structure(request, *row, Audience::inside) : no_release(request);
}

net::Response answer_one_report(Service& service, const Request& request, const std::string&) {
  const auto row = service.store.release(request.parameter("id"));
  return row ? answer_report(service.store, request, *row, Audience::inside) : no_release(request);
}

net::Response answer_publish(Service& service, const Request& request, const std::string&) {
  const auto row =
      publish_release(service.store, request.parameter("id"), request.client->name, service.clock);
  if (!row) return problem_response(request, row.error());
  try_journal(service.store, service.keys.sealer, request.config().sqlite);
  base::log(base::LogLevel::info, "release-published",
            {{base::LogField::client, request.client->name},
             {base::LogField::release, row->id},
             {base::LogField::period, row->period}});
  auto response = in_its_language(request, 200, *row);
  response.headers.emplace_back("location", "/open/releases/" + row->id);
  return response;
}

net::Response answer_create(Service& service, const Request& request, const std::string& body) {
  std::string period, note;
  auto wrong = read_body(body, R"({"period":"2017","note":"..."})",
                         {{"period", &period}, {"note", &note, Need::optional, kLongestNote}});
  if (wrong) return problem_response(request, *wrong);
  auto row =
      order_release(service.store, request.config(), {period, note, request.client->name}, service.clock);
  if (!row) return problem_response(request, row.error());
  base::log(base::LogLevel::info, "release-ordered",
            {{base::LogField::client, request.client->name},
             {base::LogField::release, row->id},
             {base::LogField::period, row->period}});
  service.lanes.releases().post(row->ordered_by, 1, [&service, tables = request.tables, row = *row] {
    const base::StopScope scope(service.stop);
    try {
      carry_out_release(service.store, *tables, service.keys, row, service.clock);
    } catch (const std::exception& error) {
      base::log(base::LogLevel::error, "release-failed",
                {{base::LogField::release, row.id}, {base::LogField::reason, std::string(error.what())}});
      service.housekeeping.refuse_later(row);
    }
  });
  auto response = in_its_language(request, 202, *row);
  response.headers.emplace_back("location", "/v1/releases/" + row->id);
  response.headers.emplace_back("retry-after", "1");
  return response;
}

}  // namespace

void add_release_routes(RouteTable& table) {
  const auto extract = intake::Right::extract;
  const auto administer = intake::Right::administer;
  const auto long_work = Lane::administration;
  table.push_back(
      Route{"GET", "/v1/releases", Access::right, extract, answer_list}.in(long_work).knowing(paged()));
  table.push_back(Route{"POST", "/v1/releases", Access::right, administer, answer_create}.in(Lane::changes));
  table.push_back(Route{"GET", "/v1/releases/{id}", Access::right, extract, answer_one}.in(long_work));
  const auto add = [&](const char* pattern, Handler handler, std::vector<std::string_view> query) {
    table.push_back(Route{"GET", pattern, Access::right, extract, std::move(handler)}.in(long_work).knowing(
        std::move(query)));
  };
  add("/v1/releases/{id}/report", answer_one_report, {"lang", "before"});
  add("/v1/releases/{id}/tables", answer_tables, {"format"});
  add("/v1/releases/{id}/tables/{table}", answer_table, {"format", "labels"});
  add("/v1/releases/{id}/tables/{table}/structure", answer_structure, {});
  const auto inside = [](auto answer) {
    return [answer](Service& service, const Request& request, const std::string&) {
      return answer(service, request, Audience::inside);
    };
  };
  add("/v1/series", inside(answer_series_list), {});
  add("/v1/series/{table}", inside(answer_series), {"format", "labels", "from", "to"});
  add("/v1/series/{table}/structure", inside(answer_series_structure), {"from", "to"});
  table.push_back(
      Route{"POST", "/v1/releases/{id}/publish", Access::right, administer, answer_publish}.in(long_work));
}

}  // namespace raccordo::app
