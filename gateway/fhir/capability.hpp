// The capabilities of this server, and the definitions of our extensions. Called by app for /fhir/metadata
// and /fhir/StructureDefinition.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "fhir/names.hpp"

namespace raccordo::fhir {

inline constexpr std::string_view kFhirVersion = "4.0.1";

/// CapabilityStatement (R4): reads, searches and operations; security by client certificates.
std::string write_capabilities(const Publisher& publisher, std::string_view program_version);
/// TerminologyCapabilities (R4), `/fhir/metadata?mode=terminology`: the code systems by id.
std::string write_terminology_capabilities(const Publisher& publisher, std::string_view program_version,
                                           std::span<const std::string> code_systems);
/// The StructureDefinition of one of our extensions; nothing for an unknown id.
std::optional<std::string> write_structure(std::string_view id, const Publisher& publisher);

/// A searchset Bundle of resources that are JSON already, each with its address.
struct Entry {
  std::string url, resource;
};
/// One page of a search, the total number of results, and the addresses of this and the next page ("": there
/// is none).
struct Searchset {
  std::span<const Entry> entries;
  std::size_t total = 0;
  std::string_view self, next;
};
std::string write_searchset(const Searchset& found);

}  // namespace raccordo::fhir
