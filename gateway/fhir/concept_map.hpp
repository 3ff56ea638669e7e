// A mapping table as a FHIR R4 ConceptMap, exported and imported. Row status, validity and further columns
// are extensions of ours; if they change the meaning of a row, modifierExtensions, so that other programs do
// not misread the row. docs/guide-fhir.en.md describes the conversion. Called by app for /fhir, for
// /v1/tables and for `tables import|export`.
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

/// The description of the table besides its rows.
struct ConceptMapHead {
  Publisher publisher;
  std::string title;              ///< for people
  std::string code_system;        ///< of the targets
  std::string status = "active";  ///< draft, active or retired
};

/// The rows of an overview: none (`SUBSETTED`), or all.
enum class Rows : std::uint8_t { none, all };

struct WrittenMap {
  std::string json;
  /// Parts that FHIR cannot express, by row of the table (`/rows/3`); read_concept_map restores everything
  /// else.
  Remarks not_carried;
};

/// Consecutive rows with the same code and label are one element; targets have the Italian labels of the
/// scheme. Only the parts in `not_carried` are lost.
WrittenMap write_concept_map(const mapping::Table& table, const ConceptMapHead& head,
                             const model::Scheme& scheme, Rows rows = Rows::all);

struct ReadMap {
  mapping::Table table;
  Remarks not_carried;  ///< parts that a table cannot hold; none of them changes how a row maps
  /// The JSON pointer of each row of the table, by its number from 1 (Row::line):
  /// `/group/0/element/2/target/0`.
  std::vector<std::string> places;
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
