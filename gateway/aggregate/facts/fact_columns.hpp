// The facts of some persons as plain rows in order of person, read by the counting loops. group.cpp arranges
// the snapshot block by block, small enough for the processor's cache while all tables count it, and counts
// several blocks at once: no person is in two blocks, so the counts add up.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/case_facts.hpp"

namespace raccordo::aggregate {

/// A date as one number that sorts like the date; 0 is absent. Partial dates count as their first day.
using DayNo = std::int32_t;
DayNo day_number(const base::Date& date);

/// The day of the month that says, in facts of the published register: dated earlier than the period, and
/// counted in it.
inline constexpr int kEarlierDay = 2;
/// Of an end: it happened in a release before, and is still counted as in course.
inline constexpr int kLingeringDay = 3;

/// The day on which births in facts of the published register give the published age, whatever the period: so
/// an age that stays is the same in every release.
inline constexpr base::Date kSeatAgeDay{2000, 12, 31};

/// Sex and birth belong to the person and are repeated in each row, so that a person's rows are complete.
struct CaseRow {
  std::uint32_t person = 0;
  model::CodeNo owner = 0, residence = 0, citizenship = 0, channel = 0, closure = 0;
  DayNo opened = 0, closed = 0;
  model::CodeNo sex = 0;
  DayNo born = 0;
  std::uint32_t first_need = 0, first_intervention = 0;  ///< up to those of the next row
  std::uint16_t first_layer = 0, last_layer = 0;         ///< the releases to which the row belongs
  model::CodeNo sender = 0;
  bool is_report = false;
};

/// `start` and `end` are the intervention's own, else those of its case.
struct InterventionRow {
  model::CodeNo area = 0, type = 0, management = 0;
  DayNo start = 0, end = 0;
  bool has_amount = false;
  std::int64_t amount_cents = 0;
};

struct FactColumns {
  std::vector<CaseRow> cases;  ///< cases of one person are consecutive; one more row ends the list
  std::vector<model::CodeNo> needs;
  std::vector<InterventionRow> interventions;

  std::size_t case_count() const { return cases.size() - 1; }
};

/// Places of the cases in order of person; cases of one person keep their order.
std::vector<std::uint32_t> order_by_person(const model::FactSet& facts);

/// Cuts the order into blocks of about `size` cases, never between two cases of one person.
std::vector<std::span<const std::uint32_t>> cut_blocks(const model::FactSet& facts,
                                                       std::span<const std::uint32_t> order,
                                                       std::size_t size);

/// Replaces what `columns` holds by the cases at these places.
void arrange(const model::FactSet& facts, std::span<const std::uint32_t> places, FactColumns& columns);

}  // namespace raccordo::aggregate
