// Histories with ordinary turnover for the attackers: the shipped catalogue over the invented careers of
// tests/synth.
#pragma once

#include <cstdint>

#include "privacy/attackers/histories.hpp"
#include "synth/careers.hpp"

namespace raccordo::attackers {

/// The register at the end of each year.
History career_history(const synth::CareersOrder& order, int k = 5);

/// The last year of a history twice: as it is, and after the erasure of one person.
History with_erasure(const Year& year, std::uint32_t person);

}  // namespace raccordo::attackers
