// A mapping table as a FHIR R4 ConceptMap, out and in. What the standard has no place for (row status,
// validity, more columns) stands in extensions of ours; where it changes what a row means, in a
// modifierExtension, so that no foreign program takes a row for more than it is. docs/guide-fhir.en.md says
// what goes which way. Called by app for /fhir, for /v1/tables and for `tables import|export`.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "fhir/names.hpp"
#include "mapping/table.hpp"
#include "mapping/table_file.hpp"
#include "model/scheme.hpp"

namespace raccordo::fhir {

/// What a ConceptMap says of its table besides the rows.
struct ConceptMapHead {
  Publisher publisher;
  std::string title;              ///< for people
  std::string code_system;        ///< of the targets
  std::string status = "active";  ///< draft, active or retired
};

/// Which rows an overview holds: none (`SUBSETTED`), or all.
enum class Rows : std::uint8_t { none, all };

struct WrittenMap {
  std::string json;
  /// What FHIR has no form for, by row of the table (`/rows/3`); the rest comes back by read_concept_map.
  Remarks not_carried;
};

/// Rows that follow each other with one code and label are one element; targets bear the Italian labels of
/// the scheme. Nothing is lost but what `not_carried` names.
WrittenMap write_concept_map(const mapping::Table& table, const ConceptMapHead& head,
                             const model::Scheme& scheme, Rows rows = Rows::all);

struct ReadMap {
  mapping::Table table;
  Remarks not_carried;  ///< what the table has no place for; none of it changes how a row maps
};

/// Reads R4 (`equivalence`) and R5 (`relationship`) maps of any number of groups. Addresses of code systems
/// may be those of another installation; their ids must be this table's. A target without our status
/// extension is APPROVED, one with `dependsOn` FLAGGED, because a table knows no conditions. All faults at
/// once, each with its place: no JSON, another resource, wrong system, missing code, unknown equivalence,
/// unknown modifierExtension, and all that parse_table refuses. At most kMostFaults of them.
base::Result<ReadMap, Remarks> read_concept_map(std::string_view json, const mapping::TableIdentity& identity,
                                                const model::Scheme& scheme);
inline constexpr std::size_t kMostFaults = 1000;

}  // namespace raccordo::fhir
