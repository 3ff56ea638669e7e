// Hostile documents in FHIR, as hostile_shapes.hpp has them of the other formats.
#pragma once

#include "cost/hostile_shapes.hpp"

namespace raccordo::cost {

std::span<const Shape> fhir_shapes();
std::string fhir_profile();

}  // namespace raccordo::cost
