// What every seat would be in the next release: if it moves to the true facts of its person, and if it stays.
// Newcomers get seats; who has exactly the facts of a vacant seat takes that one. Internal to aggregate/: the
// first step of a release, before movers.hpp decides.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "aggregate/published/published_register.hpp"

namespace raccordo::aggregate {

/// How far a seat moves.
enum class MoveStep : std::uint8_t { stays, part, whole };
inline constexpr std::size_t kMoveSteps = 3;

/// One seat of the next release: the facts by step. A part is the cases of one Comune; those of others stay.
/// It is the same as the whole or as staying if the person is known to one Comune.
struct Choice {
  std::array<SeatFacts, kMoveSteps> facts;

  const SeatFacts& at(MoveStep step) const { return facts[static_cast<std::size_t>(step)]; }
  SeatFacts& at(MoveStep step) { return facts[static_cast<std::size_t>(step)]; }
};

struct Proposal {
  model::CodePool codes;                   ///< those of the register and of the facts
  std::vector<Choice> choices;             ///< by seat; new seats follow
  std::vector<std::uint64_t> new_numbers;  ///< of the new seats
  std::vector<SeatLink> links;             ///< sorted by person
};

/// `facts` are the true ones, for the plans of one period, whose tables all have the clock of the published
/// register (`on_published_clock`). Same register, facts and key: same proposal. Persons without a key get a
/// seat that nobody holds later. In the first release nobody
/// can stay away: a seat that stays has the true facts.
Proposal propose(const PublishedRegister& given, const model::FactSet& facts,
                 std::span<const PlannedTable> plans, const model::Period& period, std::string_view key);

}  // namespace raccordo::aggregate
