// The published register: seats, what each was in earlier releases, and which person sits where. The link to
// persons is apart from the seats, so that erasure can cut it. Values only; internal to aggregate/.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "aggregate/published/seat.hpp"
#include "model/case_facts.hpp"

namespace raccordo::aggregate {

/// The place of a state among those of a seat.
using StateNo = std::uint8_t;
/// In several merged releases: not the same in all of them.
inline constexpr StateNo kVaried = std::numeric_limits<StateNo>::max();

struct Seat {
  std::uint64_t number = 0;  ///< random; says nothing about the person
  /// The different facts it had; the first are empty.
  std::vector<SeatFacts> states{SeatFacts{}};
  std::vector<StateNo> then;     ///< by earlier release
  std::uint16_t vacant_for = 0;  ///< releases since its person is gone

  const SeatFacts& in(std::size_t release) const { return states[then[release]]; }
};

/// Who sits on a seat: the random number of the person in this installation.
struct SeatLink {
  std::uint64_t person = 0;
  std::uint32_t seat = 0;
};

/// What changes are compared with: one earlier release, or several old ones together.
struct EarlierRelease {
  std::string release_id, period;
  bool is_merged = false;
  std::vector<std::uint64_t> shown;  ///< keys of the groups it showed, sorted
};

struct PublishedRegister {
  model::CodePool codes;
  std::vector<Seat> seats;
  std::vector<SeatLink> links;           ///< sorted by person
  std::vector<EarlierRelease> releases;  ///< oldest first; the last is the newest
};

/// At most this many earlier releases are compared one by one.
inline constexpr std::size_t kMostReleases = 24;

/// Merges the two oldest releases into one, in which a seat is known only if it was the same in both; so
/// memory does not grow with the number of releases. Forgets states that no release has any more.
void merge_oldest(PublishedRegister& given);

/// A release that is not merged, as facts that every table can be counted from.
model::FactSet facts_of_release(const PublishedRegister& given, std::size_t release,
                                const model::Period& period);

}  // namespace raccordo::aggregate
