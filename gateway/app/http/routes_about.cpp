#include <algorithm>
#include <utility>

#include "app/forms/page_json.hpp"
#include "app/http/openapi_text.hpp"
#include "app/http/routes.hpp"
#include "app/problem/error_catalogue.hpp"
#include "app/rules/node_clock.hpp"
#include "base/html.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {

using base::escape_html;

void write_health(base::JsonWriter& writer, const HealthReport& report) {
  base::put(writer, "checked_at", base::to_string(report.checked));
  if (report.writes.last_commit) {
    base::put(writer, "last_commit", base::to_string(*report.writes.last_commit));
  }
  base::key(writer, "free_bytes");
  writer.Uint64(report.free_bytes);
}

/// Working parts that need attention.
void write_warnings(base::JsonWriter& writer, const Service& service, const HealthReport& report) {
  base::key(writer, "warnings");
  writer.StartArray();
  if (service.clock_guard.seconds_ahead() > 0) {
    base::text(
        writer,
        "The clock is more than a day ahead of the newest time in the store: nothing is deleted for its age "
        "(raccordo serve --accept-clock).");
  }
  if (const auto wrong = words_of_wrong_clock(); !wrong.empty()) base::text(writer, wrong);
  const auto reserve = service.config().limits.spool_reserve;
  if (report.free_bytes < reserve) {
    base::text(writer,
               "The disk of the store has " + std::to_string(report.free_bytes) +
                   " bytes free, fewer than the " + std::to_string(reserve) +
                   " that bodies must leave free (limits.spool_reserve): documents that must be put on "
                   "disk before they are processed are refused with 507. Free space on it.");
  }
  writer.EndArray();
}

/// Without versions: anybody may read them.
void write_nodes(base::JsonWriter& writer, const std::vector<store::NodeRow>& nodes) {
  if (nodes.empty()) return;
  base::key(writer, "nodes");
  writer.StartArray();
  for (const auto& node : nodes) {
    writer.StartObject();
    base::put(writer, "node", node.name);
    base::key(writer, "live");
    writer.Bool(node.is_live);
    writer.EndObject();
  }
  writer.EndArray();
}

net::Response answer_status(Service& service, const Request& request) {
  const auto report = service.health.report();
  const auto failing = [&](std::string_view code, const std::string& detail, std::string_view part) {
    Problem problem{code, detail};
    problem.members.emplace_back("part", "\"" + std::string(part) + "\"");
    return problem_response(request, problem);
  };
  if (!report.failing.empty()) {
    return failing(report.failing == "disk" ? "storage-full" : "unavailable", report.detail, report.failing);
  }
  if (service.draining) return failing("unavailable", "The gateway is stopping.", "gateway");
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "type", "about:blank");
  base::key(writer, "status");
  writer.Int(200);
  base::put(writer, "title", "OK");
  base::put(writer, "node", service.config().node);
  write_nodes(writer, service.nodes.nodes());
  write_health(writer, report);
  write_warnings(writer, service, report);
  writer.EndObject();
  return {200, {{"content-type", "application/problem+json"}}, std::string(base::view(buffer))};
}

/// From memory, without a thread of a lane: those may all wait for the store.
std::variant<net::Response, std::unique_ptr<net::BodySink>> begin_status(
    Service& service, std::shared_ptr<const Request> request) {
  const auto asked = std::move(request);  // ends with this call
  return answer_status(service, *asked);
}

net::Response answer_openapi(Service&, const Request&, const std::string&) {
  return {200, {{"content-type", "application/yaml"}}, std::string(openapi_text())};
}

net::Response answer_case_schema(Service&, const Request&, const std::string&) {
  return {200, {{"content-type", "application/schema+json"}}, std::string(case_schema_text())};
}

std::string error_section(std::string_view lang, std::string_view title, std::string_view text) {
  return "<section lang=\"" + std::string(lang) + "\"><h2>" + escape_html(title) + "</h2><p>" +
         escape_html(text) + "</p></section>\n";
}

net::Response answer_error_page(Service&, const Request& request, const std::string&) {
  const auto* page = find_error(request.parameter("code"));
  if (page == nullptr) return not_found(request, "There is no error of this code.");
  std::string html = "<!DOCTYPE html>\n<html lang=\"it\"><head><meta charset=\"utf-8\"><title>" +
                     std::string(page->code) + " - Raccordo</title></head><body>\n<h1><code>" +
                     std::string(page->code) + "</code></h1>\n" +
                     error_section("it", page->title.it, page->text.it) +
                     error_section("en", page->title.en, page->text.en) + "</body></html>\n";
  return {200,
          {{"content-type", "text/html; charset=utf-8"}, {"content-security-policy", "default-src 'self'"}},
          std::move(html)};
}

/// Nothing if the configuration does not name the body.
void write_body(base::JsonWriter& writer, const PublicBody& body) {
  if (body.name.empty()) return;
  base::key(writer, "body");
  writer.StartObject();
  base::put(writer, "name", body.name);
  base::put_if(writer, "accessibility", body.accessibility);
  base::put_if(writer, "privacy", body.privacy);
  writer.EndObject();
}

net::Response answer_whoami(Service& service, const Request& request, const std::string&) {
  const auto& peer = *request.head.peer;
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  const auto list = [&](std::string_view name, const std::vector<std::string>& values) {
    base::key(writer, name);
    writer.StartArray();
    for (const auto& value : values) base::text(writer, value);
    writer.EndArray();
  };
  writer.StartObject();
  base::put(writer, "subject", peer.subject);
  base::put(writer, "issuer", peer.issuer);
  base::put(writer, "fingerprint", peer.fingerprint);
  base::put(writer, "expiry", base::to_string(peer.not_after));
  base::put(writer, "client", request.client->name);
  list("rights", request.client->rights.names());
  list("sources", request.client->sources);
  base::key(writer, "two_person");
  writer.Bool(request.config().two_person);
  write_body(writer, request.config().body);
  base::put(writer, "server_time", base::to_string(service.clock.now()));
  writer.EndObject();
  return json_response(200, std::string(base::view(buffer)));
}

net::Response answer_sources(Service&, const Request& request, const std::string&) {
  const auto write = [&](base::JsonWriter& writer, const auto& named) {
    const auto& [name, source] = named;
    const auto& profile = request.tables->book().find(name)->profile;
    writer.StartObject();
    base::put(writer, "source", name);
    base::put(writer, "title", profile.title());
    base::put(writer, "format", to_string(profile.format()));
    base::key(writer, "tables");
    writer.StartObject();
    for (const auto& [table, version] : source.versions) base::put_number(writer, table, version);
    writer.EndObject();
    writer.EndObject();
  };
  return json_response(200, page_json(request.tables->sources(), "", write));
}

}  // namespace

void add_about_routes(RouteTable& table) {
  table.push_back(Route{"GET", "/status", Access::open, {}, {}}.streaming(begin_status));
  table.push_back({"GET", "/openapi.yaml", Access::open, {}, answer_openapi});
  table.push_back({"GET", "/schemas/case.schema.json", Access::open, {}, answer_case_schema});
  table.push_back({"GET", "/errors/{code}", Access::open, {}, answer_error_page});
  table.push_back({"GET", "/v1/whoami", Access::any_client, {}, answer_whoami});
  table.push_back({"GET", "/v1/sources", Access::any_client, {}, answer_sources});
}

}  // namespace raccordo::app
