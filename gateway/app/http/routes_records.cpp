#include "app/audit/audit_trail.hpp"
#include "app/backup/journal.hpp"
#include "app/forms/json_forms.hpp"
#include "app/forms/page_json.hpp"
#include "app/http/answer_language.hpp"
#include "app/http/record_reach.hpp"
#include "app/http/request_act.hpp"
#include "app/http/routes.hpp"
#include "app/ingest/record_pipeline.hpp"
#include "base/log.hpp"
#include "intake/media_type.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

/// Why the caller may not access this source, or nothing.
std::optional<net::Response> refuse_source(const Request& request) {
  const auto& source = request.parameter("source");
  if (request.tables->find(source) == nullptr) {
    return problem_response(request, {"unknown-source", "There is no source " + source + "."});
  }
  if (!request.client->may_submit(source)) {
    return problem_response(request,
                            {"missing-right", "This client may not submit for source " + source + "."});
  }
  return std::nullopt;
}

net::Response no_record(const Request& request) {
  return not_found(request, "This source has no record of that record_id that this client may see.");
}

net::Response answer_list(Service& service, const Request& request, const std::string&) {
  if (auto refused = refuse_source(request)) return std::move(*refused);
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  const auto since = time_asked(request, "since");
  if (!since && !request.asked("since").empty()) {
    return problem_response(request,
                            {"bad-request", "`since` must be an RFC 3339 time or an ISO date; " +
                                                intake::sent_words("since", request.asked("since")) + "."});
  }
  const auto page = service.store.records(request.parameter("source"), since, paging->limit, paging->cursor,
                                          reach_of(request));
  const auto language = language_of(request);
  return json_in(language, 200,
                 page_json(page.items, next_of(service, request, page.next),
                           [&](base::JsonWriter& writer, const store::RecordState& state) {
                             write_record_state(writer, state, language);
                           }));
}

net::Response answer_one(Service& service, const Request& request, const std::string&) {
  if (auto refused = refuse_source(request)) return std::move(*refused);
  const auto state =
      service.store.record(request.parameter("source"), request.parameter("record_id"), reach_of(request));
  if (!state) return no_record(request);
  if (state->others > 0) return problem_response(request, several_records());
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  const auto language = language_of(request);
  write_record_state(writer, *state, language);
  return json_in(language, 200, std::string(base::view(buffer)));
}

net::Response answer_erase(Service& service, const Request& request, const std::string&) {
  if (auto refused = refuse_source(request)) return std::move(*refused);
  const auto& source = request.parameter("source");
  const auto& record_id = request.parameter("record_id");
  store::EraseOrder order{source, record_id, reach_of(request),
                          erasure_mark(service.keys.names, source, record_id)};
  auto event =
      act_of(request, service.clock, "record.erase", record_name(service.keys.names, source, record_id));
  const auto erased = wait_for<store::Erased>([&](store::Done<store::Erased> done) {
    service.store.erase_record(std::move(order), std::move(event), std::move(done));
  });
  if (erased == store::Erased::nothing) return no_record(request);
  if (erased == store::Erased::several) return problem_response(request, several_records());
  if (erased == store::Erased::restricted) {
    return problem_response(request, {"person-restricted",
                                      "The processing of this person's data is restricted (art. 18 GDPR), so "
                                      "the record is kept. Ask the data protection officer to lift the "
                                      "restriction first."});
  }
  try_journal(service.store, service.keys.sealer, request.config().sqlite);
  base::log(base::LogLevel::info, "record-erased",
            {{base::LogField::client, request.client->name},
             {base::LogField::source, request.parameter("source")}});
  return {204, {}, ""};
}

}  // namespace

void add_record_routes(RouteTable& table) {
  const auto submit = intake::Right::submit;
  table.push_back(Route{"GET", "/v1/sources/{source}/records", Access::right, submit, answer_list}.knowing(
      paged({"since"})));
  table.push_back(
      Route{"GET", "/v1/sources/{source}/records/{record_id}", Access::right, submit, answer_one}.knowing(
          {"comune", "managed_by"}));
  table.push_back(
      Route{"DELETE", "/v1/sources/{source}/records/{record_id}", Access::right, submit, answer_erase}
          .in(Lane::changes)
          .knowing({"comune", "managed_by"}));
}

}  // namespace raccordo::app
