#include "app/forms/json_forms.hpp"
#include "app/forms/page_json.hpp"
#include "app/http/answer_language.hpp"
#include "app/http/routes.hpp"
#include "app/ingest/body_verdict.hpp"

namespace raccordo::app {
namespace {

/// The submission of the path if it belongs to the caller.
std::optional<store::SubmissionRow> own_submission(Service& service, const Request& request) {
  auto row = service.store.submission(request.parameter("id"));
  if (!row || row->client != request.client->name) return std::nullopt;
  return row;
}

net::Response no_submission(const Request& request) {
  return not_found(request, "This client has no submission of that id.");
}

net::Response answer_list(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  const auto page = service.store.submissions(request.client->name, paging->limit, paging->cursor);
  return json_response(200, page_json(page.items, next_of(service, request, page.next), write_submission));
}

net::Response answer_receipt(Service& service, const Request& request, const std::string&) {
  const auto row = own_submission(service, request);
  if (!row) return no_submission(request);
  const auto language = language_of(request);
  return json_in(
      language, 200,
      receipt_json(receipt_of(*row, service.store.issues(row->id, model::kReceiptIssues, "")), language));
}

net::Response answer_issues(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  const auto row = own_submission(service, request);
  if (!row) return no_submission(request);
  const auto page = service.store.issues(row->id, paging->limit, paging->cursor);
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  const auto language = language_of(request);
  write_page(writer, page.items, next_of(service, request, page.next),
             [&](base::JsonWriter& out, const model::Issue& issue) { write_issue(out, issue, language); });
  if (row->issues_dropped > 0) base::put_number(writer, "dropped", row->issues_dropped);
  writer.EndObject();
  return json_in(language, 200, std::string(base::view(buffer)));
}

net::Response answer_progress(Service& service, const Request& request, const std::string&) {
  const auto row = own_submission(service, request);
  if (!row) return no_submission(request);
  if (!model::is_open(row->state)) {
    return {303, {{"location", "/v1/submissions/" + row->id}}, ""};
  }
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "state", model::to_string(row->state));
  base::put(writer, "received_at", base::to_string(row->received_at));
  base::key(writer, "received");  // records read so far: the total is known at the end of the body
  writer.Uint64(row->counts.received);
  base::key(writer, "processed");
  writer.Uint64(row->counts.received);
  base::put_if(writer, "reason", row->waits_for);
  base::put_if(writer, "detail", words_of_wait(row->waits_for, language_of(request)));
  writer.EndObject();
  auto response = json_in(language_of(request), 200, std::string(base::view(buffer)));
  response.headers.emplace_back("retry-after", "1");
  return response;
}

}  // namespace

void add_submission_routes(RouteTable& table) {
  const auto submit = intake::Right::submit;
  table.push_back(Route{"POST", "/v1/sources/{source}/submissions", Access::right, submit, {}}.knowing(
      {"dry_run", "on_unmapped"}));
  table.push_back(Route{"GET", "/v1/submissions", Access::right, submit, answer_list}.knowing(paged()));
  table.push_back({"GET", "/v1/submissions/{id}", Access::right, submit, answer_receipt});
  table.push_back(
      Route{"GET", "/v1/submissions/{id}/issues", Access::right, submit, answer_issues}.knowing(paged()));
  table.push_back({"GET", "/v1/submissions/{id}/status", Access::right, submit, answer_progress});
}

}  // namespace raccordo::app
