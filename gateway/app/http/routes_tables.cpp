#include <algorithm>
#include <array>

#include "app/forms/json_forms.hpp"
#include "app/forms/table_forms.hpp"
#include "app/http/routes.hpp"
#include "app/tables/concept_map_exchange.hpp"
#include "app/tables/example_check.hpp"
#include "app/tables/table_desk.hpp"
#include "app/tables/table_files.hpp"
#include "app/tables/table_steps.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "intake/media_type.hpp"
#include "mapping/table_json.hpp"

namespace raccordo::app {
namespace {

/// As TableForm.
constexpr std::array<std::string_view, 3> kMediaTypes = {"application/json", "text/csv",
                                                         "application/fhir+json"};
constexpr std::array<std::string_view, 3> kFormats = {"json", "csv", "concept-map"};
constexpr std::size_t kMostRowsShown = 1'000'000;

TableDesk desk_of(Service& service, const Request& request) {
  return {service.store, request.tables, service.clock};
}

TableName name_of(const Request& request) {
  return {request.parameter("source"), request.parameter("table")};
}

/// A query parameter that is a whole number from 1; `wrong` for anything else.
struct AskedNumber {
  std::optional<std::int32_t> value;
  bool wrong = false;
};
AskedNumber asked_number(const Request& request, std::string_view name) {
  const auto text = request.asked(name);
  if (text.empty()) return {};
  constexpr std::size_t most_digits = 9;
  if (!base::is_digits(text) || text.size() > most_digits) return {std::nullopt, true};
  const auto number = std::stoi(std::string(text));
  return number < 1 ? AskedNumber{std::nullopt, true} : AskedNumber{number, false};
}

net::Response bad_number(const Request& request) {
  std::string sent;
  for (const auto* name : {"version", "against", "limit"}) {
    if (asked_number(request, name).wrong) sent += "; " + intake::sent_words(name, request.asked(name));
  }
  return problem_response(
      request, {"bad-request", "`version`, `against` and `limit` are whole numbers from 1" + sent + "."});
}

/// The format of that name; nothing: unknown.
std::optional<TableForm> form_of(std::string_view name, std::span<const std::string_view> names) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<TableForm>(found - names.begin());
}

std::optional<TableForm> wanted_form(const Request& request) {
  if (const auto asked = request.asked("format"); !asked.empty()) return form_of(asked, kFormats);
  const auto chosen = intake::negotiate(request.head.header("accept"), kMediaTypes);
  return chosen ? std::optional(static_cast<TableForm>(*chosen)) : std::nullopt;
}

/// The format of the request body; nothing: not supported.
std::optional<TableForm> sent_form(const Request& request) {
  const auto type = request.head.header("content-type");
  return form_of(base::to_lower_ascii(base::trim(type.substr(0, type.find(';')))), kMediaTypes);
}

std::string table_json(const store::TableVersionRow& row) {
  const auto table = read_stored(row);
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  write_version_members(writer, row);
  base::key(writer, "rows");
  mapping::write_rows_json(writer, table);
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::string rendered(const store::TableVersionRow& row, TableForm form, const ActiveTables& tables) {
  if (form == TableForm::csv) return row.content;
  return form == TableForm::json ? table_json(row) : export_map(row, tables).json;
}

/// The version after the change, and the examples it would break; after an import of a ConceptMap also the
/// ignored parts.
net::Response version_response(Service& service, const Request& request, const store::TableVersionRow& row,
                               const std::optional<fhir::Remarks>& not_carried = std::nullopt) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  write_version_members(writer, row);
  if (store::is_open(row.state))
    write_breaks_examples(writer, examples_broken_by(service.store, *request.tables, {row.source, row.table},
                                                     row.version, service.clock));
  if (not_carried) write_not_carried(writer, *not_carried);
  writer.EndObject();
  auto response = json_response(200, std::string(base::view(buffer)));
  response.headers.emplace_back("etag", table_etag(row, TableForm::json));
  return response;
}

void log_step(const Request& request, std::string_view event, const store::TableVersionRow& row) {
  base::log(base::LogLevel::info, event,
            {{base::LogField::client, request.client->name},
             {base::LogField::source, row.source},
             {base::LogField::table, row.table},
             {base::LogField::version, std::int64_t{row.version}},
             {base::LogField::state, std::string(store::to_string(row.state))}});
}

net::Response answer_list(Service& service, const Request& request, const std::string&) {
  return json_response(200, table_list_json(list_tables(service.store, *request.tables)));
}

net::Response answer_table(Service& service, const Request& request, const std::string&) {
  const auto version = asked_number(request, "version");
  if (version.wrong) return bad_number(request);
  const auto form = wanted_form(request);
  if (!form) {
    return problem_response(request, {"not-acceptable",
                                      "A table comes as application/json, text/csv or "
                                      "application/fhir+json; or say ?format=json|csv|concept-map."});
  }
  const auto row = desk_of(service, request).find(name_of(request), version.value);
  if (!row) return problem_response(request, row.error());
  const auto etag = table_etag(*row, *form);
  if (names_etag(request.head.header("if-none-match"), etag)) {
    return {304, {{"etag", etag}, {"vary", "Accept"}}, ""};
  }
  return {200,
          {{"content-type", std::string(kMediaTypes[static_cast<std::size_t>(*form)])},
           {"etag", etag},
           {"vary", "Accept"}},
          rendered(*row, *form, *request.tables)};
}

net::Response answer_versions(Service& service, const Request& request, const std::string&) {
  const auto rows = desk_of(service, request).history(name_of(request));
  if (!rows) return problem_response(request, rows.error());
  return json_response(200, versions_json(*rows, steps_of(service.store, name_of(request))));
}

net::Response answer_diff(Service& service, const Request& request, const std::string&) {
  const auto after = asked_number(request, "version");
  const auto before = asked_number(request, "against");
  const auto limit = asked_number(request, "limit");
  if (after.wrong || before.wrong || limit.wrong) return bad_number(request);
  const auto found = desk_of(service, request).compare(name_of(request), after.value, before.value);
  if (!found) return problem_response(request, found.error());
  const auto& comparison = **found;
  ShownDiff shown{comparison.before, comparison.after, comparison.diff};
  if (limit.value) shown.limit = std::min(static_cast<std::size_t>(*limit.value), kMostRowsShown);
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "source", comparison.after_row.source);
  base::put(writer, "table", comparison.after_row.table);
  base::key(writer, "version");
  writer.Int(comparison.after_row.version);
  base::key(writer, "against");
  writer.Int(comparison.before_row.version);
  write_diff_members(writer, shown);
  writer.EndObject();
  return json_response(200, std::string(base::view(buffer)));
}

net::Response answer_put(Service& service, const Request& request, const std::string& body) {
  const auto form = sent_form(request);
  if (!form) {
    return problem_response(
        request, {"unsupported-media-type",
                  "Send the table as text/csv, application/json or "
                  "application/fhir+json (a ConceptMap); " +
                      intake::sent_words("Content-Type", request.head.header("content-type")) + "."});
  }
  const auto encoding = request.head.header("content-encoding");
  if (!encoding.empty() && encoding != "identity") {
    return problem_response(
        request, {"unsupported-encoding",
                  "Send the table uncompressed; " + intake::sent_words("Content-Encoding", encoding) + "."});
  }
  const auto header = request.head.header("if-match");
  if (header.empty()) return problem_response(request, {"precondition-required", ""});
  const auto desk = desk_of(service, request);
  const auto there = desk.find(name_of(request), std::nullopt);
  if (!there) return problem_response(request, there.error());
  const auto match = read_if_match(header, *there);
  if (!match.any && !match.met) return problem_response(request, desk.conflict(*there, match.first));
  TableUpload upload{name_of(request), *form, body, "", std::nullopt, {}};
  if (!match.any) upload.expected = there->mark();
  upload.act = {request.client->name, std::string(request.asked("reason"))};
  std::optional<fhir::Remarks> not_carried;
  if (*form == TableForm::concept_map) {
    auto map = import_map(body, upload.name, *request.tables);
    if (!map) return problem_response(request, map.error());
    upload.form = TableForm::csv;
    upload.content = std::move(map->csv);
    not_carried = std::move(map->not_carried);
  }
  const auto row = desk.put(upload);
  if (!row) return problem_response(request, row.error());
  log_step(request, "table-edited", *row);
  return version_response(service, request, *row, not_carried);
}

/// A step of a version: `event` is its name in the log.
Handler take_step(store::TableAction action, std::string_view event) {
  return [action, event](Service& service, const Request& request, const std::string& body) {
    const auto order = read_step_order(body);
    if (!order) return problem_response(request, order.error());
    const auto desk = desk_of(service, request);
    store::VersionMark mark{order->version, 0};
    if (const auto header = request.head.header("if-match"); !header.empty()) {
      const auto there = desk.find(name_of(request), order->version);
      if (!there) return problem_response(request, there.error());
      const auto match = read_if_match(header, *there);
      if (!match.any && !match.met) return problem_response(request, desk.conflict(*there, match.first));
      if (!match.any) mark = there->mark();
    }
    const auto row = desk.step(action, name_of(request), mark, {request.client->name, order->reason});
    if (!row) return problem_response(request, row.error());
    log_step(request, event, *row);
    return version_response(service, request, *row);
  };
}

}  // namespace

void add_table_routes(RouteTable& table) {
  const auto edit = intake::Right::edit_tables;
  const auto approve = intake::Right::approve_tables;
  const std::string one = "/v1/tables/{source}/{table}";
  const auto read = [&](const std::string& pattern, Handler handler, std::vector<std::string_view> query) {
    table.push_back(Route{"GET", pattern, Access::right, edit, std::move(handler), kSmallBody, approve}
                        .in(Lane::administration)
                        .knowing(std::move(query)));
  };
  const auto step = [&](const std::string& word, intake::Right right, store::TableAction action,
                        std::string_view event) {
    table.push_back(
        Route{"POST", one + word, Access::right, right, take_step(action, event)}.in(Lane::administration));
  };
  read("/v1/tables", answer_list, {});
  read(one, answer_table, {"version", "format"});
  read(one + "/versions", answer_versions, {});
  read(one + "/diff", answer_diff, {"version", "against", "limit"});
  table.push_back(Route{"PUT", one, Access::right, edit, answer_put, kTableBody}
                      .in(Lane::administration)
                      .knowing({"reason"}));
  step("/submit", edit, store::TableAction::submit, "table-submitted");
  step("/discard", edit, store::TableAction::discard, "table-discarded");
  step("/approve", approve, store::TableAction::approve, "table-approved");
  step("/return", approve, store::TableAction::send_back, "table-sent-back");
  step("/send-back", approve, store::TableAction::send_back, "table-sent-back");
}

}  // namespace raccordo::app
