// A seat of the published register: the published categories of one person, without source, record id or
// date. Tables are counted from seats, so what a release shows changes only when seats move. Values only;
// internal to aggregate/.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "aggregate/facts/fact_columns.hpp"
#include "model/case_facts.hpp"
#include "model/extract.hpp"

namespace raccordo::aggregate {

/// When the published register learned of an event, seen from one release: never, in a month of its period
/// (1 is the first), in its period but dated earlier, or in a release before. What ended in a release before
/// is counted as in course (`kLingering`) until its person moves: leaving is a move like every other.
using Moment = std::int8_t;
inline constexpr Moment kNever = 0;
inline constexpr Moment kEarlier = 13;
inline constexpr Moment kBefore = 14;
inline constexpr Moment kLingering = 15;

struct SeatIntervention {
  model::CodeNo area = 0, type = 0, management = 0;
  Moment start = kBefore, end = kNever;
  bool has_amount = false;
  std::int64_t amount_cents = 0;

  friend auto operator<=>(const SeatIntervention&, const SeatIntervention&) = default;
};

struct SeatCase {
  model::CodeNo owner = 0, residence = 0, citizenship = 0, channel = 0, closure = 0;
  Moment opened = kBefore, closed = kNever;
  std::vector<model::CodeNo> needs;             ///< sorted
  std::vector<SeatIntervention> interventions;  ///< sorted
  model::CodeNo sender = 0;
  bool is_report = false;

  friend auto operator<=>(const SeatCase&, const SeatCase&) = default;
};

/// What is published of one person. No cases: nothing is.
struct SeatFacts {
  model::CodeNo sex = 0;
  int age = -1;                 ///< the least age of the published band; negative if unknown
  std::vector<SeatCase> cases;  ///< sorted

  bool is_empty() const { return cases.empty(); }
  friend auto operator<=>(const SeatFacts&, const SeatFacts&) = default;
};

/// Sorts cases, needs and interventions, so that equal facts are equal values.
void put_in_order(SeatFacts& facts);

/// The same facts seen from the next release if the seat does not move: what began happened before, what
/// ended lingers, amounts are counted no more, the age stays. So every stock counts it as before.
SeatFacts settled(const SeatFacts& facts);
/// True if settling changes nothing.
bool is_settled(const SeatFacts& facts);

/// The day of a moment in the facts that are counted; year 0 for kNever. A day of the period
/// with the number kEarlierDay is counted in the period, and in the month row `_P`.
base::Date day_of(Moment moment, const model::Period& period);

/// Replaces `columns` by the rows of one seat, as `counted_facts` gives them to the counting of tables.
void lay_out(const SeatFacts& facts, const model::Period& period, FactColumns& columns);

/// All seats as facts that every table can be counted from; persons in the order of the seats, without keys.
model::FactSet counted_facts(const std::vector<SeatFacts>& seats, const model::CodePool& codes,
                             const model::Period& period);

}  // namespace raccordo::aggregate
