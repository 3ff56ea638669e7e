#include <algorithm>

#include "app/forms/body_reader.hpp"
#include "app/http/routes.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/release_order.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/stop.hpp"
#include "extract/render.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

using extract::TableFormat;
/// A page of releases ends after this many bytes: each lists all its tables.
constexpr std::size_t kPageBytes = 2 << 20;
constexpr std::size_t kLongestNote = 2'000;  // bytes

constexpr std::array kFormats = {TableFormat::json_stat, TableFormat::csv, TableFormat::sdmx_csv,
                                 TableFormat::xlsx};

net::Response answer_list(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  std::string items;
  std::string next;
  std::size_t shown = 0;
  bool more = false;
  for (const auto& row : service.store.releases()) {  // newest first; ids sort by time
    if (!paging->cursor.empty() && row.id >= paging->cursor) continue;
    if (shown == paging->limit || items.size() >= kPageBytes) {
      more = true;
      break;
    }
    items += (items.empty() ? "" : ",") + release_json(row);
    next = row.id;
    ++shown;
  }
  const auto cursor = more ? "\"" + next_of(service, request, next) + "\"" : "null";
  return json_response(200, "{\"items\":[" + items + "],\"next\":" + cursor + "}");
}

net::Response no_release(const Request& request) {
  return not_found(request, "There is no release of that id.");
}

net::Response answer_one(Service& service, const Request& request, const std::string&) {
  const auto row = service.store.release(request.parameter("id"));
  if (!row) return no_release(request);
  return json_response(200, release_json(*row));
}

/// `?format=` takes precedence; else Accept; nothing: 406.
std::optional<TableFormat> wanted_format(const Request& request) {
  if (const auto asked = request.asked("format"); !asked.empty()) return extract::parse_table_format(asked);
  std::array<std::string_view, kFormats.size()> offers;
  std::transform(kFormats.begin(), kFormats.end(), offers.begin(), extract::media_type);
  const auto chosen = intake::negotiate(request.head.header("accept"), offers);
  if (!chosen) return std::nullopt;
  return kFormats[*chosen];
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
  return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

net::Response render_table(const Request& request, const store::ReleaseRow& row) {
  if (row.state != "DONE") {
    return problem_response(request,
                            {row.state == "RUNNING" ? "not-found" : "release-refused",
                             row.state == "RUNNING" ? "The release is still being computed." : row.reason});
  }
  const auto format = wanted_format(request);
  if (!format) {
    return problem_response(request, {"not-acceptable",
                                      "A table comes as application/json (JSON-stat), text/csv, "
                                      "application/vnd.sdmx.data+csv or XLSX; or say "
                                      "?format=json-stat|csv|sdmx-csv|xlsx."});
  }
  const auto& table_id = request.parameter("table");
  const auto etag =
      "\"" + row.digest.substr(0, 32) + "-" + table_id + "-" + std::string(to_string(*format)) + "\"";
  if (matches_etag(request.head.header("if-none-match"), etag))
    return {304, {{"etag", etag}, {"vary", "Accept"}}, ""};
  const auto release = open_release(row);
  const auto* table = release.find(table_id);
  if (table == nullptr)
    return not_found(request, "The release has no table of that id; GET the release lists them.");
  return {200,
          {{"content-type", std::string(extract::media_type(*format))}, {"etag", etag}, {"vary", "Accept"}},
          extract::render(*table, *format)};
}

/// Rules and guarantee of a table are in the metadata of its release: CSV has no field for them.
net::Response described_by(net::Response response, const std::string& release_address) {
  if (response.status == 200) {
    response.headers.emplace_back("link", "<" + release_address + ">; rel=\"describedby\"");
  }
  return response;
}

net::Response answer_table(Service& service, const Request& request, const std::string&) {
  const auto row = service.store.release(request.parameter("id"));
  if (!row) return no_release(request);
  return described_by(render_table(request, *row), "/v1/releases/" + row->id);
}

net::Response answer_publish(Service& service, const Request& request, const std::string&) {
  const auto row =
      publish_release(service.store, request.parameter("id"), request.client->name, service.clock);
  if (!row) return problem_response(request, row.error());
  base::log(base::LogLevel::info, "release-published",
            {{base::LogField::client, request.client->name},
             {base::LogField::release, row->id},
             {base::LogField::period, row->period}});
  auto response = json_response(200, release_json(*row));
  response.headers.emplace_back("location", "/open/releases/" + row->id);
  return response;
}

/// A published release. Unpublished ones are answered like missing ones.
std::optional<store::ReleaseRow> open_row(Service& service, const Request& request) {
  auto row = service.store.release(request.parameter("id"));
  return row && row->published_at ? std::move(row) : std::nullopt;
}

net::Response answer_open_release(Service& service, const Request& request, const std::string&) {
  const auto row = open_row(service, request);
  return row ? json_response(200, release_json(*row, Audience::open)) : no_release(request);
}

net::Response answer_open_table(Service& service, const Request& request, const std::string&) {
  const auto row = open_row(service, request);
  if (!row) return no_release(request);
  return described_by(render_table(request, *row), "/open/releases/" + row->id);
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
  auto response = json_response(202, release_json(*row));
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
  table.push_back(Route{"GET", "/v1/releases/{id}/tables/{table}", Access::right, extract, answer_table}
                      .in(long_work)
                      .knowing({"format"}));
  table.push_back(
      Route{"POST", "/v1/releases/{id}/publish", Access::right, administer, answer_publish}.in(long_work));
  table.push_back(Route{"GET", "/open/releases/{id}", Access::open, {}, answer_open_release}.in(long_work));
  table.push_back(Route{"GET", "/open/releases/{id}/tables/{table}", Access::open, {}, answer_open_table}
                      .in(long_work)
                      .knowing({"format"}));
}

}  // namespace raccordo::app
