#include "fhir/names.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace raccordo::fhir {
namespace {

using mapping::Relationship;

constexpr std::string_view kCodeSystemPath = "/fhir/CodeSystem/";
constexpr std::string_view kConceptMapPath = "/fhir/ConceptMap/";
constexpr std::string_view kStructurePath = "/fhir/StructureDefinition/";

/// In the order of Relationship.
constexpr std::array<std::string_view, 5> kEquivalences = {"equivalent", "wider", "narrower", "relatedto",
                                                           "disjoint"};
constexpr std::array<std::pair<std::string_view, Relationship>, 10> kRelationships = {
    {{"equivalent", Relationship::equivalent},
     {"equal", Relationship::equivalent},
     {"wider", Relationship::source_is_narrower_than_target},
     {"subsumes", Relationship::source_is_narrower_than_target},
     {"narrower", Relationship::source_is_broader_than_target},
     {"specializes", Relationship::source_is_broader_than_target},
     {"relatedto", Relationship::related_to},
     {"inexact", Relationship::related_to},
     {"disjoint", Relationship::not_related_to},
     {"unmatched", Relationship::not_related_to}}};
constexpr std::array<std::string_view, 4> kStructures = {kRowStatus, kRowValidity, kRowColumn, kTableColumn};

std::optional<std::string_view> id_behind(std::string_view url, std::string_view path) {
  const auto at = url.rfind(path);
  if (at == std::string_view::npos) return std::nullopt;
  auto id = url.substr(at + path.size());
  id = id.substr(0, id.find('|'));
  if (id.empty() || id.find('/') != std::string_view::npos) return std::nullopt;
  return id;
}

std::string joined(std::string_view base, std::string_view path, std::string_view id) {
  std::string out(base);
  return out.append(path).append(id);
}

}  // namespace

std::string code_system_url(std::string_view public_url, std::string_view id) {
  return joined(public_url, kCodeSystemPath, id);
}
std::string concept_map_url(std::string_view public_url, std::string_view id) {
  return joined(public_url, kConceptMapPath, id);
}
std::string structure_url(std::string_view public_url, std::string_view id) {
  return joined(public_url, kStructurePath, id);
}

std::string table_id(const mapping::Table& table) { return joined(table.source(), ".", table.name()); }

std::optional<std::string_view> id_of_code_system(std::string_view url) {
  return id_behind(url, kCodeSystemPath);
}
std::optional<std::string_view> id_of_concept_map(std::string_view url) {
  return id_behind(url, kConceptMapPath);
}

std::string_view id_of_structure(std::string_view url) {
  const auto id = id_behind(url, kStructurePath);
  if (!id) return {};
  const auto found = std::find(kStructures.begin(), kStructures.end(), *id);
  return found == kStructures.end() ? std::string_view() : *found;
}

std::string_view equivalence_of(Relationship relationship, HasTarget target) {
  if (target == HasTarget::no) return "unmatched";
  return kEquivalences[static_cast<std::size_t>(relationship)];
}

std::optional<Relationship> relationship_of_equivalence(std::string_view equivalence) {
  const auto found = std::find_if(kRelationships.begin(), kRelationships.end(),
                                  [&](const auto& entry) { return entry.first == equivalence; });
  if (found == kRelationships.end()) return std::nullopt;
  return found->second;
}

std::string program_name(std::string_view id) {
  constexpr std::size_t longest = 255;
  std::string out;
  bool upper = true;
  for (const char c : id) {
    const bool lower_letter = c >= 'a' && c <= 'z';
    const bool word = lower_letter || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!word) {
      upper = true;
      continue;
    }
    if (out.empty() && c >= '0' && c <= '9') out += 'N';
    out += upper && lower_letter ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return out.substr(0, longest);
}

}  // namespace raccordo::fhir
