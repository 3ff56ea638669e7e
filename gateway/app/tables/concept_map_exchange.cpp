#include "app/tables/concept_map_exchange.hpp"

#include "app/rules/table_text.hpp"
#include "mapping/table_file.hpp"

namespace raccordo::app {
namespace {

Problem map_faults(const fhir::Remarks& remarks) {
  base::FileFaults faults;
  for (const auto& remark : remarks) faults.push_back({"", 0, remark.message, remark.pointer});
  const auto& first = remarks.front();
  const bool no_map = remarks.size() == 1 && (first.pointer.empty() || first.pointer == "/resourceType");
  Problem problem{no_map ? "malformed-document" : "bad-table", "", {}, "", 0, std::move(faults)};
  problem.places = Problem::Places::pointers;
  problem.detail = std::to_string(remarks.size()) + (remarks.size() == 1 ? " fault" : " faults");
  problem.detail +=
      "; the first: " + first.pointer + (first.pointer.empty() ? "" : ": ") + first.message + ".";
  return problem;
}

/// As faults_of_texts, each with its place in the map.
fhir::Remarks faults_in(const fhir::ReadMap& map) {
  fhir::Remarks remarks;
  for (const auto& fault : faults_of_texts(map.table, "")) {
    const auto row = static_cast<std::size_t>(fault.line);
    remarks.push_back(
        {row >= 1 && row <= map.places.size() ? map.places[row - 1] : std::string(), fault.message});
  }
  return remarks;
}

std::string_view status_of(store::VersionState state) {
  if (state == store::VersionState::active) return "active";
  return state == store::VersionState::retired ? "retired" : "draft";
}

}  // namespace

base::Result<ImportedMap, Problem> import_map(std::string_view json, const TableName& name,
                                              const ActiveTables& tables) {
  const std::string code_system(tables.code_system(name.source, name.table));
  if (code_system.empty()) {
    return Problem{"not-found", "There is no table " + name.source + "/" + name.table +
                                    "; GET /v1/tables or `raccordo tables list` shows all."};
  }
  if (json.size() > kMapBody) {
    return Problem{"body-too-large", "A ConceptMap may have " + std::to_string(kMapBody) +
                                         " bytes; send so large a table as CSV."};
  }
  auto map = fhir::read_concept_map(json, {name.source, name.table, code_system, 0}, tables.book().scheme);
  if (!map) return map_faults(map.error());
  if (const auto faults = faults_in(*map); !faults.empty()) return map_faults(faults);
  return ImportedMap{mapping::write_table(map->table), std::move(map->not_carried)};
}

fhir::WrittenMap export_map(const store::TableVersionRow& row, const ActiveTables& tables) {
  const auto& config = tables.book().config;
  const auto* rules = tables.book().find(row.source);
  fhir::ConceptMapHead head;
  head.publisher = {config.public_url, config.catalog.publisher, to_string(base::local_date(row.edited_at))};
  head.title = (rules ? rules->profile.title() : row.source) + ": " + row.table;
  head.code_system = tables.code_system(row.source, row.table);
  head.status = status_of(row.state);
  return fhir::write_concept_map(read_stored(row), head, tables.book().scheme);
}

void write_not_carried(base::JsonWriter& writer, const fhir::Remarks& remarks) {
  base::key(writer, "not_carried");
  writer.StartArray();
  for (const auto& remark : remarks) {
    writer.StartObject();
    base::put(writer, "pointer", remark.pointer);
    base::put(writer, "message", remark.message);
    writer.EndObject();
  }
  writer.EndArray();
}

}  // namespace raccordo::app
