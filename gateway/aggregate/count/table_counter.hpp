// Counts one table: selects rows (`when`), finds their categories, and counts the distinct persons and items
// of every cell. Internal to aggregate/: group.cpp makes one for each table to count a snapshot, the search
// for witnesses one to count single persons.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "aggregate/facts/fact_columns.hpp"

namespace raccordo::aggregate {

/// A CountingDimension with look-ups by number instead of by text.
struct DimensionIndex {
  model::Dimension kind = model::Dimension::territory;
  std::vector<std::int32_t> leaf_of_code, leaf_of_type;  ///< by CodeNo
  std::vector<std::int32_t> leaf_of_age;                 ///< by age in years
  std::int32_t unassigned = 0;
  std::int32_t earlier = -1;               ///< month only: the row `_P`; negative if there is none
  std::vector<std::uint32_t> chain_begin;  ///< by category, into `chain`
  std::vector<std::uint32_t>
      chain_offsets;         ///< a category and all above it, times the stride of the dimension
  std::uint32_t stride = 1;  ///< from one category to the next, in cells

  friend bool operator==(const DimensionIndex&, const DimensionIndex&) = default;
};

/// The contribution of one person to one cell.
struct Contribution {
  std::uint32_t cell = 0;
  std::int64_t value = 0;
};

/// Ownership: refers to the plan, which must outlive it. Threads: one counter, one thread.
class TableCounter {
 public:
  TableCounter(const PlannedTable& plan, const model::CodePool& codes);
  /// Counts a block; all cases of one person must be in one block.
  void count(const FactColumns& block);
  /// Adds the counts so far to `cells`, which has the size of the table.
  void add_to(std::vector<CountedCell>& cells) const;
  /// Appends the contributions of this one person to each cell; `first_cell` is the number of the table's
  /// first cell. A counter that lists counts nothing else.
  void list(const FactColumns& person, std::uint32_t first_cell, std::vector<Contribution>& out);
  /// True if the other counts a person who is the same in both of their releases, with all days before both
  /// periods, in the same places.
  bool counts_like(const TableCounter& other) const;
  DayNo first_day() const { return first_; }
  /// The category of a case and an intervention of it; for needs that of `need`.
  std::int32_t category(std::size_t dimension, const CaseRow& item, const InterventionRow& intervention,
                        model::CodeNo need) const;

 private:
  /// The unit that is counted: a case, or one intervention of it.
  struct Unit {
    const CaseRow* item = nullptr;
    const InterventionRow* intervention = nullptr;  ///< empty if cases are counted
    std::uint32_t thing = 0;  ///< identifies the counted items: number of the case or intervention, from 1
    DayNo start = 0, end = 0;
  };
  struct Tally {
    std::int64_t value = 0;
    std::uint32_t persons = 0;
    std::uint32_t last_person = 0, last_thing = 0;  ///< number + 1 of the last item counted here; 0 for none
  };

  /// True if the person of the case has cases of two or more senders that `when` asks for.
  bool is_joint(const FactColumns& block, std::size_t case_no);
  void count_interventions(const FactColumns& block, std::size_t case_no);
  bool is_in_layer(const CaseRow& item) const {
    return item.first_layer <= layer_ && layer_ <= item.last_layer;
  }
  bool is_of_kind(const CaseRow& item) const {
    return item.is_report ? definition_.kinds.reports : definition_.kinds.cases;
  }
  bool is_asked(const Unit& unit) const;
  void add(const FactColumns& block, const Unit& unit);
  /// The cells in which whoever is in these leaves counts; `leaves` is the cell of all of them. Valid until
  /// the next call.
  std::span<const std::uint32_t> places_of(std::uint32_t leaves);
  std::int32_t leaf(const DimensionIndex& index, const Unit& unit) const;
  std::int32_t age_leaf(const DimensionIndex& index, const Unit& unit) const;
  std::int32_t month_leaf(const DimensionIndex& index, const Unit& unit) const;
  void tally(const Unit& unit, std::span<const std::uint32_t> places);

  const model::ExtractDefinition& definition_;
  const model::Period& period_;
  std::uint16_t layer_ = 0;
  DayNo first_ = 0, last_ = 0;
  DayNo ages_on_ = 0;  ///< births give the ages of this day
  bool by_intervention_ = false;
  bool counts_persons_ = false, counts_joint_ = false;
  std::size_t joint_end_ = 0;  ///< in this block: the first case after those of the person looked at last,
  bool joint_ = false;         ///< and whether that person is one of several senders
  std::uint32_t things_before_ = 0;  // cases or interventions of the previous blocks
  std::vector<DimensionIndex> indexes_;
  std::vector<Tally> tallies_;
  std::vector<std::uint32_t> known_places_;  // by cell of leaves: where its places begin; 0 if not asked yet
  std::vector<std::uint32_t> places_{0};     // of one cell of leaves after another: their number, then they
  std::vector<std::uint32_t> touched_;       // cells of the current person
  bool is_listing_ = false;
};

}  // namespace raccordo::aggregate
