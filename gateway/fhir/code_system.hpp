// Code systems as FHIR R4 CodeSystem: shared ones completely, those of a source as far as its table has them.
// Called by app for /fhir/CodeSystem.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fhir/concept_map.hpp"
#include "fhir/names.hpp"
#include "mapping/table.hpp"
#include "model/scheme.hpp"

namespace raccordo::fhir {

/// One code as clients look it up.
struct Concept {
  std::string code, display;
  std::string english;        ///< label; empty if there is none
  std::string parent;         ///< code
  std::string parent_system;  ///< id, if the parent is in another system
  std::optional<base::Date> valid_from, valid_to;
};

/// The ids of the shared systems, sorted; `territory` is among them.
std::vector<std::string> scheme_systems(const model::Scheme& scheme);
/// All codes of a shared system in their order; nothing if there is no such system.
std::optional<std::vector<Concept>> concepts_of_system(const model::Scheme& scheme, std::string_view system);
/// The code of a shared system; nothing if there is no such system or code.
std::optional<Concept> find_concept(const model::Scheme& scheme, std::string_view system,
                                    std::string_view code);

/// A complete system of these codes.
std::string write_concepts(std::string_view id, const std::vector<Concept>& concepts,
                           const Publisher& publisher, Rows rows);

/// A shared system: content `complete`, Italian display, English designation, parent and validity as
/// properties. Nothing if the scheme has no such system.
std::optional<std::string> write_code_system(const model::Scheme& scheme, std::string_view system,
                                             const Publisher& publisher, Rows rows = Rows::all);
/// The codes of a source that its table names: content `fragment`, each code once.
std::string write_source_codes(const mapping::Table& table, const Publisher& publisher,
                               Rows rows = Rows::all);

}  // namespace raccordo::fhir
