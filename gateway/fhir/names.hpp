// The names of tables and code systems for FHIR clients: addresses below `{public_url}/fhir`, the
// equivalences of FHIR R4 and the relationships of R5, and our extensions. Defined here only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/table.hpp"

namespace raccordo::fhir {

/// The values in the head of every resource.
struct Publisher {
  std::string public_url;  ///< without `/` at its end
  std::string name;        ///< of the publishing body; may be empty
  std::string date;        ///< ISO date or RFC 3339 instant
};

/// `{public_url}/fhir/CodeSystem/{id}`; `id` is a scheme system such as `area`, or `{source}.{table}`.
std::string code_system_url(std::string_view public_url, std::string_view id);
/// `{public_url}/fhir/ConceptMap/{source}.{table}`.
std::string concept_map_url(std::string_view public_url, std::string_view id);
/// `{source}.{table}`.
std::string table_id(const mapping::Table& table);
/// The id after `/fhir/CodeSystem/` (or ConceptMap) of an address of any installation; a version `|7` is
/// dropped. Nothing for another address.
std::optional<std::string_view> id_of_code_system(std::string_view url);
std::optional<std::string_view> id_of_concept_map(std::string_view url);

/// R4 `equivalence`: the relation of the *target* to the source, so source-is-narrower-than-target is
/// `wider`. Without target code not-related-to is `unmatched`.
enum class HasTarget : std::uint8_t { no, yes };
std::string_view equivalence_of(mapping::Relationship relationship, HasTarget target);
/// Of an R4 equivalence; several map to one: `equal`, `subsumes`, `specializes`, `inexact`.
std::optional<mapping::Relationship> relationship_of_equivalence(std::string_view equivalence);

/// A resource's name for programs (`[A-Z]([A-Za-z0-9_]){0,254}`): `IsolaBergamascaIntervention`.
std::string program_name(std::string_view id);

// -- our extensions, described at {public_url}/fhir/StructureDefinition/{id} ------------------------------
inline constexpr std::string_view kRowStatus = "mapping-row-status";
inline constexpr std::string_view kRowValidity = "mapping-row-validity";
inline constexpr std::string_view kRowColumn = "mapping-row-column";
inline constexpr std::string_view kTableColumn = "mapping-table-column";
std::string structure_url(std::string_view public_url, std::string_view id);
/// The id behind `/fhir/StructureDefinition/`; empty if it is none of ours.
std::string_view id_of_structure(std::string_view url);

/// A place in a FHIR document, by JSON pointer (RFC 6901), and the remark about it.
struct Remark {
  std::string pointer, message;
};
using Remarks = std::vector<Remark>;

}  // namespace raccordo::fhir
