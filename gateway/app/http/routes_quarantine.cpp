#include "app/audit/audit_trail.hpp"
#include "app/forms/body_reader.hpp"
#include "app/forms/json_forms.hpp"
#include "app/http/answer_language.hpp"
#include "app/http/missing_right.hpp"
#include "app/http/request_act.hpp"
#include "app/http/routes.hpp"
#include "app/ingest/record_pipeline.hpp"
#include "app/persons/decisions.hpp"
#include "app/rules/sight.hpp"
#include "app/tables/worklist.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

/// Default page size of the worklist.
constexpr std::size_t kWorklistRows = 1000;
/// A page scans this many records for visible ones, so that it is rarely empty.
constexpr std::size_t kMostLookedAt = 20'000;

net::Response answer_worklist(Service& service, const Request& request, const std::string&) {
  if (request.asked("group_by") != "code") {
    return problem_response(request, {"bad-request",
                                      "Use ?group_by=code for the worklist; the records are at "
                                      "/v1/quarantine/records."});
  }
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  const auto rows =
      seen_rows(service.store.worklist(), [&](std::string_view source, std::string_view comune) {
        return sees(*request.client, source, comune);
      });
  const auto limit = request.asked("limit").empty() ? kWorklistRows : paging->limit;
  auto page = worklist_page(rows, {request.asked("source"), request.asked("table"), limit, paging->cursor});
  if (!page) throw base::SystemFault("the cursor of a worklist that was sealed cannot be read");
  page->next = next_of(service, request, page->next);
  auto fallen = service.store.fills().fallen();
  std::erase_if(fallen, [&](const store::FallenField& field) {
    const bool asked = request.asked("source").empty() || request.asked("source") == field.source;
    return !asked || !sees(*request.client, field.source, "");
  });
  return json_response(200, worklist_json(*page, *request.tables, fallen));
}

std::string open_fields(const Service& service, const store::QuarantineRow& row) {
  return service.keys.sealer.open(row.sealed_fields, quarantine_context(row.source, row.record_id))
      .value_or("");
}

/// With the newer stored version, unless the client does not see its Comune.
std::string shown_row(Service& service, const Request& request, const store::QuarantineRow& row,
                      FieldSight sight) {
  const bool seen = sees(*request.client, row.source, row.record_owner);
  return waiting_record_json(row, open_fields(service, row), sight,
                             seen ? newer_version(service.store.held(), row) : std::nullopt,
                             language_of(request));
}

/// The filter that the query gives; an error if a time cannot be read.
base::Result<store::QuarantineFilter, Problem> filter_of(const Request& request) {
  for (const auto* name : {"since", "until"}) {
    if (request.asked(name).empty() || time_asked(request, name)) continue;
    return Problem{"bad-request", "`" + std::string(name) + "` must be an RFC 3339 time or an ISO date; " +
                                      intake::sent_words(name, request.asked(name)) + "."};
  }
  return store::QuarantineFilter{request.asked("source"),     request.asked("comune"),
                                 request.asked("record_id"),  request.asked("table"),
                                 request.asked("code"),       time_asked(request, "since"),
                                 time_asked(request, "until")};
}

net::Response answer_records(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  const auto filter = filter_of(request);
  if (!filter) return problem_response(request, filter.error());
  std::string items;
  std::string cursor = paging->cursor;
  std::size_t shown = 0;
  std::size_t looked_at = 0;
  do {
    const auto page = service.store.quarantine(*filter, paging->limit - shown, cursor);
    for (const auto& row : page.items) {
      if (!sees(*request.client, row.source, row.owner)) continue;
      items += (items.empty() ? "" : ",") + shown_row(service, request, row, FieldSight::masked);
      ++shown;
    }
    looked_at += page.items.size();
    cursor = page.next;
  } while (shown < paging->limit && !cursor.empty() && looked_at < kMostLookedAt);
  const auto next = cursor.empty() ? std::string("null") : "\"" + next_of(service, request, cursor) + "\"";
  return json_in(language_of(request), 200, "{\"items\":[" + items + "],\"next\":" + next + "}");
}

std::optional<store::QuarantineRow> seen_row(Service& service, const Request& request) {
  const auto& id = request.parameter("id");
  std::optional<store::QuarantineRow> row;
  if (base::is_digits(id) && id.size() < 19) row = service.store.quarantined(std::stoll(id));
  return row && sees(*request.client, row->source, row->owner) ? std::move(row) : std::nullopt;
}

net::Response no_row(const Request& request) {
  return not_found(request, "No such record waits in the quarantine.");
}

/// The fields in clear, after the view was audited.
net::Response show_unmasked(Service& service, const Request& request, std::string_view given) {
  if (!request.client->may(intake::Right::see_bodies)) {
    return problem_response(request, missing_right({intake::Right::see_bodies}));
  }
  const auto row = seen_row(service, request);
  if (!row) return no_row(request);
  auto reason = read_reason(given);
  if (!reason) return problem_response(request, reason.error());
  auto event = act_of(request, service.clock, "record.unmask",
                      record_name(service.keys.names, row->source, row->record_id), std::move(*reason));
  event.details["quarantine"] = std::to_string(row->id);
  append_audit(service.store, std::move(event));
  return json_in(language_of(request), 200, shown_row(service, request, *row, FieldSight::clear));
}

net::Response answer_one(Service& service, const Request& request, const std::string&) {
  const auto unmask = flag_asked(request, "unmask");
  if (!unmask) return problem_response(request, unmask.error());
  // Without `unmask`, a reason alone asks for the fields in clear.
  if (unmask->value_or(request.query.contains("reason"))) {
    return show_unmasked(service, request, request.asked("reason"));
  }
  const auto row = seen_row(service, request);
  if (!row) return no_row(request);
  return json_in(language_of(request), 200, shown_row(service, request, *row, FieldSight::masked));
}

/// Whether it says enough is for read_reason to tell.
std::optional<Problem> read_reason_body(const std::string& body, std::string& reason) {
  return read_body(body, R"({"reason":"..."})", {{"reason", &reason}});
}

net::Response answer_unmask(Service& service, const Request& request, const std::string& body) {
  std::string reason;
  if (auto wrong = read_reason_body(body, reason)) return problem_response(request, *wrong);
  return show_unmasked(service, request, reason);
}

net::Response decide_on(Service& service, const Request& request, const std::string& body, Verdict verdict) {
  std::string given;
  if (auto wrong = read_reason_body(body, given)) return problem_response(request, *wrong);
  const auto row = seen_row(service, request);
  if (!row) return no_row(request);
  const bool takes_over = verdict == Verdict::accept && !row->awaits.empty() && !row->record_owner.empty();
  if (takes_over && !sees(*request.client, row->source, row->record_owner)) {
    return problem_response(request, {"missing-right",
                                      "The stored record belongs to a Comune that this client does not see "
                                      "(`comuni` in clients.yaml): an administrator of both decides."});
  }
  auto reason = read_reason(given);
  if (!reason) return problem_response(request, reason.error());
  auto event = act_of(request, service.clock, "", "", std::move(*reason));
  const auto outcome =
      decide({service.store, service.store.held(), *request.tables, service.keys, service.clock}, *row,
             verdict, std::move(event));
  if (!outcome) return problem_response(request, outcome.error());
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "id", std::to_string(row->id));
  base::put(writer, "source", row->source);
  base::put(writer, "record_id", row->record_id);
  base::put(writer, "outcome", model::to_string(*outcome));
  writer.EndObject();
  return json_response(200, std::string(base::view(buffer)));
}

net::Response answer_accept(Service& service, const Request& request, const std::string& body) {
  return decide_on(service, request, body, Verdict::accept);
}
net::Response answer_reject(Service& service, const Request& request, const std::string& body) {
  return decide_on(service, request, body, Verdict::reject);
}

}  // namespace

void add_quarantine_routes(RouteTable& table) {
  const auto right = intake::Right::see_metadata;
  table.push_back(Route{"GET", "/v1/quarantine", Access::right, right, answer_worklist}
                      .in(Lane::administration)
                      .knowing(paged({"group_by", "source", "table"})));
  table.push_back(Route{"GET", "/v1/quarantine/records", Access::right, right, answer_records}
                      .in(Lane::administration)
                      .knowing(paged({"source", "comune", "record_id", "table", "code", "since", "until"})));
  table.push_back(Route{"GET", "/v1/quarantine/records/{id}", Access::right, right, answer_one}
                      .in(Lane::changes)
                      .knowing({"unmask", "reason"}));
  table.push_back(Route{"POST", "/v1/quarantine/records/{id}/unmask", Access::right,
                        intake::Right::see_bodies, answer_unmask}
                      .in(Lane::changes));
  const auto administer = intake::Right::administer;
  table.push_back(
      Route{"POST", "/v1/quarantine/records/{id}/accept", Access::right, administer, answer_accept}.in(
          Lane::changes));
  table.push_back(
      Route{"POST", "/v1/quarantine/records/{id}/reject", Access::right, administer, answer_reject}.in(
          Lane::changes));
}

}  // namespace raccordo::app
