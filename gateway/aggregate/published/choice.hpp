// What every seat may be in the next release, by how far it moves. Values only; internal to aggregate/.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

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

}  // namespace raccordo::aggregate
