// Tables of the sample scheme as ConceptMaps, for the tests of fhir.
#pragma once

#include <rapidjson/document.h>

#include "fhir/concept_map.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::fhir::test {

using mapping::test::sample_scheme;

inline const Publisher kPublisher = {"https://gateway.example", "ATS", "2026-11-25"};
inline const mapping::TableIdentity kIdentity = {"src", "intervention", "intervention", 3};

/// A table `src.intervention`, version 3; `header` names columns beyond the usual ones.
inline mapping::Table table_of(const model::Scheme& scheme, const std::string& rows,
                               const std::string& more_columns = "") {
  auto header = std::string(mapping::test::kHeader);
  header.insert(header.size() - 1, more_columns);
  auto parsed = mapping::parse_table(header + rows, "t.csv", kIdentity, scheme);
  if (!parsed) throw std::runtime_error(mapping::test::all(parsed.error()));
  return std::move(*parsed);
}

inline WrittenMap written(const mapping::Table& table, const model::Scheme& scheme, Rows rows = Rows::all) {
  return write_concept_map(table, {kPublisher, "A title", "intervention", "active"}, scheme, rows);
}

inline rapidjson::Document parsed(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.c_str());
  if (document.HasParseError()) throw std::runtime_error("no JSON: " + json);
  return document;
}

/// A map of one group with these elements.
inline std::string map_of(const std::string& elements) {
  return R"({"resourceType":"ConceptMap","status":"active","group":[{"element":[)" + elements + "]}]}";
}

inline std::string all(const Remarks& remarks) {
  std::string out;
  for (const auto& remark : remarks) out += remark.pointer + ": " + remark.message + "\n";
  return out;
}

inline bool has(const Remarks& remarks, std::string_view pointer, std::string_view text) {
  return std::any_of(remarks.begin(), remarks.end(), [&](const Remark& remark) {
    return remark.pointer == pointer && remark.message.find(text) != std::string::npos;
  });
}

}  // namespace raccordo::fhir::test
