// An order of persons that only the holder of the key can predict; the same for the same key. Internal to
// aggregate/.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/case_facts.hpp"

namespace raccordo::aggregate {

/// The numbers 0..persons-1; `persons` may be more than the facts contain.
std::vector<std::uint32_t> in_secret_order(const model::FactSet& facts, std::uint32_t persons,
                                           std::string_view key);

}  // namespace raccordo::aggregate
