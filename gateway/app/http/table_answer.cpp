#include "app/http/table_answer.hpp"

#include <algorithm>
#include <array>

#include "app/http/kept_answer.hpp"
#include "app/http/series_range.hpp"
#include "app/releases/release_json.hpp"
#include "app/releases/series.hpp"
#include "app/rules/table_document.hpp"
#include "extract/collection.hpp"
#include "extract/formats.hpp"
#include "extract/render.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

using extract::TableFormat;

constexpr std::array kFormats = {TableFormat::json_stat, TableFormat::csv, TableFormat::sdmx_csv,
                                 TableFormat::xlsx};
constexpr std::array kListFormats = {TableFormat::json_stat, TableFormat::xlsx};

/// The format and labels that a request asks for.
struct Wanted {
  TableFormat format = TableFormat::json_stat;
  extract::Labels labels = extract::Labels::id;
};

std::string names_of(std::span<const TableFormat> formats) {
  std::string names;
  for (const auto format : formats) names += (names.empty() ? "" : "|") + std::string(to_string(format));
  return names;
}

Problem not_acceptable(std::span<const TableFormat> formats) {
  std::string types;
  for (const auto format : formats)
    types += (types.empty() ? "" : ", ") + std::string(extract::media_type(format));
  return {"not-acceptable",
          "This address answers with " + types + "; or say ?format=" + names_of(formats) + "."};
}

/// `?labels=`, else the parameter `labels` of Accept (SDMX-CSV 2.0).
base::Result<extract::Labels, Problem> wanted_labels(const Request& request, TableFormat format) {
  auto asked = request.asked("labels");
  const bool in_query = !asked.empty();
  if (!in_query) {
    const auto accept = request.head.header("accept");
    constexpr std::string_view kParameter = "labels=";
    const auto at = accept.find(kParameter);
    if (at == std::string_view::npos || format != TableFormat::sdmx_csv) return extract::Labels::id;
    asked = accept.substr(at + kParameter.size());
    asked = asked.substr(0, asked.find_first_of(";, "));
  }
  const auto labels = extract::parse_labels(asked);
  if (labels && format == TableFormat::sdmx_csv) return *labels;
  if (labels && in_query)
    return Problem{"bad-request", "`labels` belongs to ?format=sdmx-csv only; leave it out for " +
                                      std::string(to_string(format)) + "."};
  return Problem{"bad-request",
                 "`labels` must be id, name or both; " + intake::sent_words("labels", asked) + "."};
}

/// `?format=` takes precedence; else Accept.
base::Result<Wanted, Problem> wanted_of(const Request& request, std::span<const TableFormat> formats) {
  Wanted wanted;
  if (const auto asked = request.asked("format"); !asked.empty()) {
    const auto format = extract::parse_table_format(asked);
    if (!format || std::find(formats.begin(), formats.end(), *format) == formats.end())
      return not_acceptable(formats);
    wanted.format = *format;
  } else {
    std::vector<std::string_view> offers;
    for (const auto format : formats) offers.push_back(extract::media_type(format));
    const auto chosen = intake::negotiate(request.head.header("accept"), offers);
    if (!chosen) return not_acceptable(formats);
    wanted.format = formats[*chosen];
  }
  const auto labels = wanted_labels(request, wanted.format);
  if (!labels) return labels.error();
  wanted.labels = *labels;
  return wanted;
}

/// Addresses are those that the reader of a document can open: the open ones of a published release.
std::string root_of(const Request& request, bool open) {
  return request.config().public_url + (open ? "/open" : "/v1");
}

extract::Document document_of(const Request& request, std::string href, base::Instant updated) {
  return {std::move(href), publisher_of(request.config()), updated, extract::Labels::id};
}

KeptAnswer kept(const extract::Document& document, std::string identity, const Wanted& wanted) {
  KeptAnswer answer;
  answer.identity = std::move(identity) + "\n" + document.href + "\n" + document.source + "\n" +
                    std::to_string(static_cast<int>(wanted.labels));
  answer.media_type = std::string(extract::media_type(wanted.format));
  answer.changed = document.updated;
  return answer;
}

bool has_table(const store::ReleaseRow& row, std::string_view id) {
  const auto tables = released_tables(row);
  return std::any_of(tables.begin(), tables.end(), [&](const auto& table) { return table.id == id; });
}

/// Rules and guarantee of a table are in the metadata of its release: CSV has no field for them.
void describe(net::Response& response, const std::string& release, const std::string& structure) {
  if (!structure.empty())
    response.headers.emplace_back(
        "link", "<" + structure + ">; rel=\"describedby\"; type=\"application/vnd.sdmx.structure+json\"");
  response.headers.emplace_back("link", "<" + release + ">; rel=\"describedby\"");
}

std::string local_address(const store::ReleaseRow& row, Audience audience) {
  return (audience == Audience::open ? "/open/releases/" : "/v1/releases/") + row.id;
}

Keeping keeping_of(Audience audience, Keeping open) {
  return audience == Audience::open ? open : Keeping::ask;
}

net::Response deliver_table(const Request& request, const store::ReleaseRow& row, Audience audience,
                            const Wanted& wanted) {
  const auto& id = request.parameter("table");
  if (const auto problem = check_finished(row)) return problem_response(request, *problem);
  if (!has_table(row, id))
    return not_found(request, "The release has no table of that id; GET the release lists them.");
  auto document = table_document(request.config(), row, id);
  document.labels = wanted.labels;
  auto answer = kept(document, row.digest + " " + id, wanted);
  answer.file_name = id + "-" + row.period + std::string(extract::file_extension(wanted.format));
  answer.keeping = keeping_of(audience, Keeping::a_day);
  auto response = deliver(request, answer, [&] {
    const auto release = open_release(row);
    return extract::render(*release.find(id), wanted.format, document);
  });
  const auto local = local_address(row, audience);
  describe(response, local, local + "/tables/" + id + "/structure");
  return response;
}

net::Response deliver_series(Service& service, const Request& request, Audience audience,
                             const Wanted& wanted) {
  auto rows = wanted_releases(service.store, request, audience);
  if (!rows) return problem_response(request, rows.error());
  const auto& id = request.parameter("table");
  base::Instant updated;
  std::string identity = id;
  for (const auto& row : *rows) {
    updated = std::max(updated, row.created_at);
    identity += " " + row.digest;
  }
  auto document =
      document_of(request, root_of(request, audience == Audience::open) + "/series/" + id, updated);
  document.labels = wanted.labels;
  auto answer = kept(document, identity, wanted);
  answer.file_name = id + "-" + rows->front().period + "_" + rows->back().period +
                     std::string(extract::file_extension(wanted.format));
  answer.keeping = keeping_of(audience, Keeping::short_time);
  auto response = deliver(request, answer, [&] {
    std::vector<aggregate::Release> releases;
    for (const auto& row : *rows) releases.push_back(open_release(*service.store.release(row.id)));
    std::vector<const model::ProtectedTable*> tables;
    for (const auto& release : releases) tables.push_back(release.find(id));
    return extract::render(extract::Cube(tables), wanted.format, document);
  });
  const std::string local = (audience == Audience::open ? "/open/series/" : "/v1/series/") + id;
  describe(response, local_address(rows->back(), audience), local + "/structure");
  return response;
}

}  // namespace

std::optional<Problem> check_finished(const store::ReleaseRow& row) {
  if (row.state == "DONE") return std::nullopt;
  if (row.state == "RUNNING") return Problem{"not-found", "The release is still being computed."};
  return Problem{"release-refused", row.reason};
}

net::Response answer_release_table(const Request& request, const store::ReleaseRow& row, Audience audience) {
  const auto wanted = wanted_of(request, kFormats);
  if (!wanted) return problem_response(request, wanted.error());
  return deliver_table(request, row, audience, *wanted);
}

net::Response answer_release_structure(const Request& request, const store::ReleaseRow& row,
                                       Audience audience) {
  return deliver_table(request, row, audience, {TableFormat::sdmx_structure, extract::Labels::id});
}

net::Response answer_release_tables(const Request& request, const store::ReleaseRow& row, Audience audience) {
  const auto wanted = wanted_of(request, kListFormats);
  if (!wanted) return problem_response(request, wanted.error());
  if (const auto problem = check_finished(row)) return problem_response(request, *problem);
  const auto document = document_of(request, tables_address(request.config(), row), row.created_at);
  auto answer = kept(document, row.digest, *wanted);
  answer.file_name = "tavole-" + row.period + std::string(extract::file_extension(wanted->format));
  answer.keeping = keeping_of(audience, Keeping::a_day);
  auto response = deliver(request, answer, [&] {
    if (wanted->format == TableFormat::xlsx) {
      std::vector<extract::Cube> cubes;
      const auto release = open_release(row);
      for (const auto& table : release.tables()) cubes.emplace_back(table);
      return extract::write_workbook(cubes, document);
    }
    std::vector<extract::CollectionItem> items;
    for (const auto& table : released_tables(row))
      items.push_back({"dataset", document.href + "/" + table.id, table.title_it, table.title_en});
    return extract::write_collection("Tavole del periodo " + extract::period_label_it(row.period), document,
                                     items);
  });
  describe(response, local_address(row, audience), "");
  return response;
}

net::Response answer_series(Service& service, const Request& request, Audience audience) {
  const auto wanted = wanted_of(request, kFormats);
  if (!wanted) return problem_response(request, wanted.error());
  return deliver_series(service, request, audience, *wanted);
}

net::Response answer_series_structure(Service& service, const Request& request, Audience audience) {
  return deliver_series(service, request, audience, {TableFormat::sdmx_structure, extract::Labels::id});
}

net::Response answer_series_list(Service& service, const Request& request, Audience audience) {
  const auto releases = current_releases(service.store, audience);
  base::Instant updated;
  std::string identity = "series";
  for (const auto& row : releases) {
    updated = std::max(updated, row.created_at);
    identity += " " + row.digest;
  }
  const auto document =
      document_of(request, root_of(request, audience == Audience::open) + "/series", updated);
  auto answer = kept(document, identity, {});
  answer.file_name = "series.json";
  answer.keeping = keeping_of(audience, Keeping::short_time);
  return deliver(request, answer, [&] {
    std::vector<extract::CollectionItem> items;
    for (const auto& table : tables_over_time(releases))
      items.push_back({"dataset", document.href + "/" + table.id, table.title_it, table.title_en});
    return extract::write_collection("Serie su tutti i periodi", document, items);
  });
}

}  // namespace raccordo::app
