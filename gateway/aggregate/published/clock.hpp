// The clock of the published register: what a seat becomes if its person is shown as they are now. An event
// counts in the release in which the register learns of it; one dated before the period is `kEarlier`.
// Internal to aggregate/.
#pragma once

#include <span>

#include "aggregate/published/seat.hpp"
#include "model/case_facts.hpp"
#include "model/extract.hpp"

namespace raccordo::aggregate {

/// The true facts of one person at the end of the period. `was` is the seat if it does not move
/// (`settled`); cases and interventions are recognised by their categories, the oldest first. What began
/// after the period is left out. `age` is given reduced.
SeatFacts known_facts(std::span<const model::CaseFacts> cases, model::CodeNo sex, int age,
                      const SeatFacts& was, const model::Period& period);

/// The same in the first release: what is dated before the period happened before.
SeatFacts first_facts(std::span<const model::CaseFacts> cases, model::CodeNo sex, int age,
                      const model::Period& period);

}  // namespace raccordo::aggregate
