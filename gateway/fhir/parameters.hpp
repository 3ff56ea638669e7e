// Parameters: the input of a FHIR operation, from the query or from a posted Parameters resource.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "fhir/names.hpp"

namespace raccordo::fhir {

struct Coding {
  std::string system, code;
  std::string display = {}, version = {};
};

/// One parameter; `text` of a primitive, `codings` of a Coding or CodeableConcept.
struct Parameter {
  std::string name, text;
  std::vector<Coding> codings;
};
using Parameters = std::vector<Parameter>;

/// Reads `{"resourceType":"Parameters","parameter":[{"name":"code","valueCode":"SAD"},...]}`; all faults
/// together, each with its place. A parameter without a value is a fault; its parts are not read.
base::Result<Parameters, Remarks> read_parameters(std::string_view json);

/// The parameters that are not in `known`, each with a near name: an operation refuses them instead of
/// ignoring them.
Remarks unknown_parameters(const Parameters& parameters, std::span<const std::string_view> known);

/// The first parameter of one of the names that has a text; or "".
std::string_view text_of(const Parameters& parameters, std::initializer_list<std::string_view> names);

}  // namespace raccordo::fhir
