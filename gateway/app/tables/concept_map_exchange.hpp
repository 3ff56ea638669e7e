// Table versions as FHIR ConceptMaps, in and out: between the store's CSV and fhir/concept_map. Used by the
// routes and verbs of tables. Include from .cpp files only (RapidJSON).
#pragma once

#include <string>
#include <string_view>

#include "app/tables/table_desk.hpp"
#include "base/json.hpp"
#include "fhir/concept_map.hpp"

namespace raccordo::app {

/// Maximum bytes of a ConceptMap: about 400,000 rows. It is held as a tree, which needs ten times the memory
/// of CSV.
inline constexpr std::size_t kMapBody = std::size_t{64} << 20;

/// A ConceptMap converted to a table.
struct ImportedMap {
  std::string csv;  ///< canonical: as an upload in CSV
  fhir::Remarks not_carried;
};
/// Checks the map against the table's code system. `not-found`, `body-too-large`, `malformed-document`,
/// `bad-table` with all faults, identifiers of persons among them, each with its JSON pointer as column.
base::Result<ImportedMap, Problem> import_map(std::string_view json, const TableName& name,
                                              const ActiveTables& tables);

/// A stored version, with content. Its targets are not checked: the scheme may have changed.
fhir::WrittenMap export_map(const store::TableVersionRow& row, const ActiveTables& tables);

/// Member `not_carried`: a list of pointer and message.
void write_not_carried(base::JsonWriter& writer, const fhir::Remarks& remarks);

}  // namespace raccordo::app
