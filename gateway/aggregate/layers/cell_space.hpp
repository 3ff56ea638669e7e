// All cells of all tables with one numbering: place, numbers, weight and relatives of each cell. Internal to
// aggregate/: used by the search for witnesses.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "aggregate/count/group.hpp"
#include "aggregate/layers/register.hpp"

namespace raccordo::aggregate {

using CellNo = std::uint32_t;
using PersonNo = std::uint32_t;

/// Infinite cost: a frozen cell that changes.
inline constexpr double kBreach = 1e15;

class CellSpace {
 public:
  /// The plans must be counted; they must outlive the space. The differences follow all tables; their counts
  /// are the persons who differ.
  explicit CellSpace(const std::vector<PlannedTable>& plans, std::span<const Layer> layers = {},
                     const std::vector<DifferenceCell>& differences = {},
                     const std::vector<CountedCell>& counts = {});

  /// Appends a difference with its count; its number.
  CellNo add(const DifferenceCell& difference, const CountedCell& count);

  std::size_t size() const { return cells_.size(); }
  /// True if the cell is a difference of others. It has no place in a table and is never shown.
  bool is_difference(CellNo cell) const { return cell >= first_.back(); }
  /// True if the cell is a difference between two releases.
  bool is_change(CellNo cell) const {
    return is_difference(cell) && plans_[table_of(difference(cell).parts.front())].layer != layer_of(cell);
  }
  const DifferenceCell& difference(CellNo cell) const { return differences_[cell - first_.back()]; }
  /// The cell itself, or of a difference its first whole.
  CellNo place_of(CellNo cell) const { return is_difference(cell) ? difference(cell).wholes.front() : cell; }
  std::size_t layers() const { return layers_.size(); }
  /// The rules of the release that the cell belongs to; of a difference, of its first whole.
  const Rules& rules_of(CellNo cell) const { return layers_[layer_of(cell)].rules; }
  std::uint16_t layer_of(CellNo cell) const { return plans_[table_of(place_of(cell))].layer; }
  std::size_t table_of(CellNo cell) const;
  const PlannedTable& plan(std::size_t table) const { return plans_[table]; }
  std::size_t dimensions(std::size_t table) const { return plans_[table].dimensions.size(); }
  CellNo first_cell(std::size_t table) const { return first_[table]; }
  int category(std::size_t table, CellNo cell, std::size_t dimension) const;
  /// The cell with another category in one dimension.
  CellNo with(std::size_t table, CellNo cell, std::size_t dimension, int category) const;

  const CountedCell& counted(CellNo cell) const { return *cells_[cell]; }
  /// No record can count here; false in a table whose data contradict its declared zeros.
  bool is_structural_zero(CellNo cell) const { return structural_[cell] != 0; }
  /// True if the cell cannot be hidden any more, because an earlier release shows its number.
  bool is_frozen(CellNo cell) const { return frozen_[cell] != 0; }
  void freeze(CellNo cell);
  void thaw(CellNo cell);
  /// The cost of hiding the cell: grows with its persons, and much more with its level.
  double weight(CellNo cell) const { return weights_[cell]; }

  /// Other categories of the same depth, nearest relatives first; at most `most`.
  std::vector<int> relatives(std::size_t table, std::size_t dimension, int category, std::size_t most) const;
  /// True if both are in one table, and their categories differ in one dimension, where they have the same
  /// parent.
  bool are_siblings(CellNo one, CellNo other) const;
  /// True if `low` is the category itself or below it.
  bool is_within(std::size_t table, std::size_t dimension, int low, int category) const;
  /// `from` and its ancestors, except common ancestors with `other`.
  std::vector<int> chain_below(std::size_t table, std::size_t dimension, int from, int other) const;

 private:
  const std::vector<model::Category>& categories(std::size_t table, std::size_t dimension) const {
    return plans_[table].dimensions[dimension].shown.categories;
  }
  void add_table(const PlannedTable& plan);

  const std::vector<PlannedTable>& plans_;
  std::span<const Layer> layers_;
  std::vector<CellNo> first_;
  std::vector<std::vector<std::size_t>> strides_;  // by table, by dimension
  std::vector<const CountedCell*> cells_;
  std::vector<std::uint8_t> structural_, frozen_;
  std::vector<double> weights_;
  std::vector<DifferenceCell> differences_;
  std::deque<CountedCell> counts_;
};

}  // namespace raccordo::aggregate
