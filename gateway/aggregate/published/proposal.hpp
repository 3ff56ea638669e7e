// What every seat would be in the next release: if it moves to the true facts of its person, and if it stays.
// Newcomers get seats; who has exactly the facts of a vacant seat takes that one. Internal to aggregate/: the
// first step of a release, before movers.hpp decides.
#pragma once

#include <span>
#include <string_view>

#include "aggregate/count/planned_table.hpp"
#include "aggregate/published/choice.hpp"

namespace raccordo::aggregate {

/// `facts` are the true ones, for the plans of one period, whose tables all have the clock of the published
/// register (`on_published_clock`). Same register, facts and key: same proposal. Persons without a key get a
/// seat that nobody holds later. In the first release nobody
/// can stay away: a seat that stays has the true facts.
Proposal propose(const PublishedRegister& given, const model::FactSet& facts,
                 std::span<const PlannedTable> plans, const model::Period& period, std::string_view key);

}  // namespace raccordo::aggregate
