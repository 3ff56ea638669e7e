#include <algorithm>

#include "app/json_forms.hpp"
#include "app/record_pipeline.hpp"
#include "app/routes.hpp"
#include "app/worklist.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

/// A page of the worklist, unless `limit` says otherwise.
constexpr std::size_t kWorklistRows = 1000;

/// An administrator sees everything; others only what their own Comuni and sources sent (disclosure rule 10).
bool sees(const intake::Client& client, std::string_view source, std::string_view owner) {
  if (client.may(intake::Right::administer)) return true;
  const bool own_source =
      std::find(client.sources.begin(), client.sources.end(), source) != client.sources.end();
  return own_source && client.may_hold(owner);
}

net::Response answer_worklist(Service& service, const Request& request, const std::string&) {
  if (request.asked("group_by") != "code") {
    return problem_response(request, {"bad-request",
                                      "Say ?group_by=code for the worklist; the records stand under "
                                      "/v1/quarantine/records."});
  }
  const auto paging = paging_of(request);
  if (!paging) return bad_limit(request);
  const auto rows =
      seen_rows(service.store.worklist(), [&](std::string_view source, std::string_view comune) {
        return sees(*request.client, source, comune);
      });
  const auto limit = request.asked("limit").empty() ? kWorklistRows : paging->limit;
  const auto page =
      worklist_page(rows, {request.asked("source"), request.asked("table"), limit, paging->cursor});
  if (!page) {
    return problem_response(
        request, {"bad-request", "`cursor` must be the `next` of the page before; leave it out to begin."});
  }
  return json_response(200, worklist_json(*page, *request.tables));
}

std::string open_fields(const Service& service, const store::QuarantineRow& row) {
  return service.keys.sealer.open(row.sealed_fields, quarantine_context(row.source, row.record_id))
      .value_or("");
}

net::Response answer_records(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(request);
  if (!paging) return bad_limit(request);
  const auto page = service.store.quarantine(request.asked("source"), paging->limit, paging->cursor);
  std::string items;
  for (const auto& row : page.items) {
    if (!sees(*request.client, row.source, row.owner)) continue;
    items += (items.empty() ? "" : ",") + waiting_record_json(row, open_fields(service, row));
  }
  const auto next = page.next.empty() ? std::string("null") : "\"" + page.next + "\"";
  return json_response(200, "{\"items\":[" + items + "],\"next\":" + next + "}");
}

net::Response answer_one(Service& service, const Request& request, const std::string&) {
  const auto& id = request.parameter("id");
  std::optional<store::QuarantineRow> row;
  if (base::is_digits(id) && id.size() < 19) row = service.store.quarantined(std::stoll(id));
  if (!row || !sees(*request.client, row->source, row->owner)) {
    return not_found(request, "No such record waits in the quarantine.");
  }
  return json_response(200, waiting_record_json(*row, open_fields(service, *row)));
}

}  // namespace

void add_quarantine_routes(RouteTable& table) {
  const auto right = intake::Right::see_metadata;
  table.push_back({"GET", "/v1/quarantine", Access::right, right, answer_worklist});
  table.push_back({"GET", "/v1/quarantine/records", Access::right, right, answer_records});
  table.push_back({"GET", "/v1/quarantine/records/{id}", Access::right, right, answer_one});
}

}  // namespace raccordo::app
