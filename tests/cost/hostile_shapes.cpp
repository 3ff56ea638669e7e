#include "cost/hostile_shapes.hpp"

#include <array>
#include <vector>

#include "cost/fhir_shapes.hpp"

namespace raccordo::cost {
namespace {

std::string times(std::size_t count, const std::function<std::string(std::size_t)>& part) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += part(i);
  return all;
}
std::string times(std::size_t count, std::string_view part) {
  return times(count, [part](std::size_t) { return std::string(part); });
}
std::string number(std::size_t i) { return std::to_string(i); }

// XML: the record is r; see profile_of() for its selectors.
std::string in_record(const std::string& content) {
  return "<b><r id='1'><o>016198</o><d>2017-01-01</d>" + content + "</r></b>";
}
std::string xml_attributes(std::size_t size) {
  return in_record("<e" + times(size, [](auto i) { return " a" + number(i) + "='1'"; }) + "/>");
}
std::string xml_full_tags(std::size_t size) {
  const auto tag = "<e" + times(250, [](auto i) { return " a" + number(i) + "='1'"; }) + "/>";
  return in_record(times(size / 250, tag));
}
std::string xml_names(std::size_t size) {
  return in_record(times(size, [](auto i) { return "<n" + number(i) + "/>"; }));
}
std::string xml_depth(std::size_t size) {
  const auto deep = times(200, "<n>") + times(200, "</n>");
  return "<b>" + times(size / 200, deep) + in_record("").substr(3);
}
std::string xml_namespaces(std::size_t size) {
  const auto declared = times(200, [](auto i) { return " xmlns:p" + number(i) + "='u" + number(i) + "'"; });
  return "<b" + declared + ">" + times(size, "<p0:n/>") + in_record("").substr(3);
}
std::string xml_comments(std::size_t size) {
  return in_record(times(size / 1'000, "<!--" + std::string(16'000, ' ') + "-->"));
}
std::string xml_long_comment(std::size_t size) {
  return in_record("<!--" + std::string(size * 16, ' ') + "-->");
}
std::string xml_long_value(std::size_t size) {
  return in_record("<e a='" + std::string(size * 16, 'x') + "'/>");
}
std::string xml_long_text(std::size_t size) { return in_record(std::string(size * 16, 'x')); }
std::string xml_long_section(std::size_t size) {
  return in_record("<![CDATA[" + std::string(size * 16, ']') + "x]]>");
}
std::string xml_references(std::size_t size) { return in_record(times(size, "&amp;&#65;")); }
std::string xml_items(std::size_t size) { return in_record(times(size, "<i><c>x</c></i>")); }
std::string xml_bad_items(std::size_t size) { return in_record(times(size, "<i><s>never</s></i>")); }
/// Elements that a selector reaches, but that have other content.
std::string xml_gaps(std::size_t size) { return in_record(times(size, "<i><q><e/></q></i>")); }
std::string xml_records(std::size_t size) {
  return "<b>" + times(size, [](auto i) { return "<r id='" + number(i % 7) + "'/>"; }) + "</b>";
}
std::string xml_unread(std::size_t size) {
  return "<b>" + times(size, [](auto i) { return "<x" + number(i % 9'000) + "/>"; }) +
         in_record("").substr(3);
}
std::string xml_unclosed(std::size_t size) { return times(size, "<b "); }
std::string xml_one_reference(std::size_t size) { return in_record("&" + std::string(size * 16, 'a')); }

// JSON and NDJSON.
std::string json_record(const std::string& content) {
  return R"({"id":"1","o":"016198","d":"2017-01-01")" + content + "}";
}
std::string json_list(const std::string& records) { return R"({"r":[)" + records + "]}"; }
std::string listed(std::size_t count, const std::function<std::string(std::size_t)>& part) {
  return times(count, [&](std::size_t i) { return (i == 0 ? "" : ",") + part(i); });
}
std::string json_members(std::size_t size) {
  return json_record(times(size, [](auto i) { return ",\"m" + number(i) + "\":1"; }));
}
std::string json_items(std::size_t size) {
  return json_record(",\"i\":[" + listed(size, [](auto) { return std::string(R"({"c":"x"})"); }) + "]");
}
std::string json_bad_items(std::size_t size) {
  return json_record(",\"i\":[" + listed(size, [](auto) { return std::string(R"({"s":"never"})"); }) + "]");
}
std::string json_deep(std::size_t size) {
  const auto deep = times(100, R"({"n":)") + "1" + std::string(100, '}');
  return json_record(",\"x\":[" + listed(size / 100, [&](auto) { return deep; }) + "]");
}
std::string json_text(std::size_t size) {
  return json_record(",\"t\":\"" + std::string(size * 16, 'x') + "\"");
}
std::string json_escapes(std::size_t size) {
  return json_record(",\"t\":\"" + times(size, R"(\u00e0\\\")") + "\"");
}
std::string json_spaces(std::size_t size) { return std::string(size * 16, ' ') + json_record(""); }
std::string json_open(std::size_t size) { return json_record(",\"x\":" + std::string(size, '[')); }
std::string json_lists(std::size_t size) {
  return json_record(",\"x\":[" + listed(size, [](auto) { return std::string("[]"); }) + "]");
}

template <std::string (*make)(std::size_t)>
std::string one(std::size_t size) {
  return json_list(make(size));
}
std::string json_records(std::size_t size) {
  return json_list(listed(size, [](auto i) { return R"({"id":")" + number(i % 7) + "\"}"; }));
}
std::string json_before(std::size_t size) {
  return "{" + times(size, [](auto i) { return "\"m" + number(i) + "\":{\"a\":[1]},"; }) + "\"r\":[" +
         json_record("") + "]}";
}
template <std::string (*make)(std::size_t)>
std::string line(std::size_t size) {
  return make(size) + "\n";
}
std::string ndjson_records(std::size_t size) {
  return times(size, [](auto i) { return R"({"id":")" + number(i % 7) + "\"}\n"; });
}
std::string ndjson_bad(std::size_t size) { return times(size, "{\"id\":\n"); }

// CSV: rows of one key are one record.
constexpr std::string_view kHeader = "ID;O;D;C;S\n";
std::string csv_rows(std::size_t size) {
  return std::string(kHeader) + times(size, "1;016198;2017-01-01;x;\n");
}
std::string csv_bad_rows(std::size_t size) {
  return std::string(kHeader) + times(size, "1;016198;2017-01-01;x;never\n");
}
/// Cells in rows of a kind in which they are not read: repetitions and others.
std::string csv_other_kinds(std::size_t size) {
  return std::string(kHeader) + times(size, [](auto i) {
           const auto kind = i % 2 == 0 ? ";016198;2017-01-01;x;" : ";016198;2017-01-01;y;";
           return "1" + std::string(kind) + (i % 4 < 2 ? "2017-01-01" : "never" + number(i)) + "\n";
         });
}
std::string csv_ragged(std::size_t size) { return std::string(kHeader) + times(size, "1;2\n"); }
std::string csv_records(std::size_t size) {
  return std::string(kHeader) + times(size, [](auto i) { return number(i % 7) + ";016198;2017-01-01;x;\n"; });
}
std::string csv_columns(std::size_t size) {
  return "ID;O;D;C;S" + times(size, [](auto i) { return ";c" + number(i); }) + "\n1;016198;2017-01-01;x;" +
         std::string(size, ';') + "\n";
}
std::string csv_cells(std::size_t size) {
  return std::string(kHeader) + "1;016198;2017-01-01;x;" + std::string(size * 4, ';') + "\n";
}
std::string csv_quotes(std::size_t size) {
  return std::string(kHeader) + "1;016198;2017-01-01;\"" + times(size, "\"\"") + "\";\n";
}
std::string csv_open_quotes(std::size_t size) { return std::string(kHeader) + times(size, "1;\"\n"); }
std::string csv_long_cell(std::size_t size) {
  return std::string(kHeader) + "1;016198;2017-01-01;" + std::string(size * 16, 'x') + ";\n";
}
std::string csv_blank_lines(std::size_t size) { return std::string(kHeader) + std::string(size, '\n'); }

constexpr auto X = model::DocumentFormat::xml;
constexpr auto J = model::DocumentFormat::json;
constexpr auto N = model::DocumentFormat::ndjson;
constexpr auto C = model::DocumentFormat::csv;
constexpr Shape kShapes[] = {
    {X, "attributes", xml_attributes},
    {X, "full-tags", xml_full_tags},
    {X, "names", xml_names},
    {X, "depth", xml_depth},
    {X, "namespaces", xml_namespaces},
    {X, "comments", xml_comments},
    {X, "long-comment", xml_long_comment},
    {X, "long-value", xml_long_value},
    {X, "long-text", xml_long_text},
    {X, "long-section", xml_long_section},
    {X, "gaps", xml_gaps},
    {X, "references", xml_references},
    {X, "items", xml_items},
    {X, "bad-items", xml_bad_items},
    {X, "records", xml_records},
    {X, "unread", xml_unread},
    {X, "unclosed", xml_unclosed},
    {X, "one-reference", xml_one_reference},
    {J, "members", one<json_members>},
    {J, "items", one<json_items>},
    {J, "bad-items", one<json_bad_items>},
    {J, "deep", one<json_deep>},
    {J, "text", one<json_text>},
    {J, "escapes", one<json_escapes>},
    {J, "spaces", one<json_spaces>},
    {J, "open", one<json_open>},
    {J, "lists", one<json_lists>},
    {J, "records", json_records},
    {J, "before", json_before},
    {N, "members", line<json_members>},
    {N, "items", line<json_items>},
    {N, "bad-items", line<json_bad_items>},
    {N, "text", line<json_text>},
    {N, "open", line<json_open>},
    {N, "records", ndjson_records},
    {N, "bad", ndjson_bad},
    {C, "rows", csv_rows},
    {C, "bad-rows", csv_bad_rows},
    {C, "ragged", csv_ragged},
    {C, "records", csv_records},
    {C, "columns", csv_columns},
    {C, "cells", csv_cells},
    {C, "other-kinds", csv_other_kinds},
    {C, "quotes", csv_quotes},
    {C, "open-quotes", csv_open_quotes},
    {C, "long-cell", csv_long_cell},
    {C, "blank-lines", csv_blank_lines},
};

}  // namespace

std::span<const Shape> hostile_shapes() {
  static const auto all = [] {
    std::vector<Shape> shapes(std::begin(kShapes), std::end(kShapes));
    const auto fhir = fhir_shapes();
    shapes.insert(shapes.end(), fhir.begin(), fhir.end());
    return shapes;
  }();
  return all;
}

std::string profile_of(model::DocumentFormat format) {
  if (model::holds_fhir(format)) return fhir_profile();
  if (format == model::DocumentFormat::xml)
    return R"yaml(source: cost
format: xml
records: //r
fields:
  record_id: {from: "@id"}
  owner: {from: o}
  opened: {from: d, type: date}
  person: {from: "string(//p)"}
  needs: {each: "//i[count(preceding::i) >= 0]", fields: {code: {from: "c[1]", map: need}}}
  plans: {each: i, fields: {id: {from: "../i[last()]/c"}, start: {from: s, type: date}, end: {from: "q/w/@v", type: date}, value: {from: ".."}}}
)yaml";
  if (format == model::DocumentFormat::csv)
    return R"yaml(source: cost
format: csv
csv: {delimiter: ";", group_by: ID}
fields:
  record_id: {from: ID}
  owner: {from: O}
  opened: {from: D, type: date}
  person: {from: C}
  needs: {each: rows, fields: {code: {from: $root.C, map: need}}}
  plans: {each: {rows: {C: x}}, fields: {id: {from: $root.ID}, start: {from: S, type: date}}}
)yaml";
  const std::string records =
      format == model::DocumentFormat::json ? "json\nrecords: $.r[*]" : "ndjson\nrecords: $";
  return "source: cost\nformat: " + records + R"yaml(
fields:
  record_id: {from: $.id}
  owner: {from: $.o}
  opened: {from: $.d, type: date}
  person: {from: $.t}
  needs: {each: "$..i..[?@.c=='x']", fields: {code: {from: "$root..c", map: need}}}
  plans:
    each: "$.i[*]"
    fields: {id: {from: "$root.i[-1].c"}, start: {from: $.s, type: date}, value: {from: $root.t}}
)yaml";
}

}  // namespace raccordo::cost
