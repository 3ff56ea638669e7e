// Differences between releases: which tables of a new release correspond to those of earlier ones, how many
// persons differ in each cell, and the consequence: a small difference is sensitive, and if nobody differs
// the cell keeps its status permanently. Internal to aggregate/: used by search and audit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/layers/witness.hpp"

namespace raccordo::aggregate {

/// Two tables of different releases with the same id, measure and dimensions.
struct TablePair {
  std::size_t older = 0, newer = 0;
  std::vector<std::uint32_t> older_place;  ///< by place in the newer table; kNoCell if a code is new
};

/// The releases with which a layer is compared: all earlier ones of its period, and the newest of the periods
/// before and after. Only earlier layers.
std::vector<std::uint16_t> compared_layers(std::span<const Layer> layers, std::uint16_t newer);

/// The pairs of the tables of one layer with those of the layers that it is compared to.
std::vector<TablePair> pair_tables(const std::vector<PlannedTable>& plans, std::span<const Layer> layers,
                                   std::uint16_t newer);

/// Who differs, by pair and place in the newer table: persons, and the newer number minus the older.
std::vector<std::vector<CountedCell>> count_differences(const std::vector<TablePair>& pairs,
                                                        const Register& people, const PersonCounter& counter);

/// The requirements of earlier releases for a cell of a new one.
enum class Tie : std::uint8_t {
  none,
  shown,                ///< it has the same members as a cell that was shown: it is shown
  hidden,               ///< the same members as one that was hidden: it is hidden
  hidden_by_difference  ///< minus the number shown before for the same period it would be 1..k-1: it is
                        ///< hidden hidden
};

/// The requirements of earlier releases for the tables of one layer.
struct Ties {
  std::vector<Tie> of_cell;               ///< by cell of the layer, counted from its first
  std::vector<DifferenceCell> sensitive;  ///< differences of 1..k-1 persons
  /// The newer cells of those between two releases of the published register, of which the older showed the
  /// cell: the newer must not show it.
  std::vector<std::uint32_t> forbidden;
  std::vector<std::uint16_t> source;  ///< by cell of the layer: the layer that showed it
  std::vector<std::uint32_t> twin;  ///< by cell of the layer: a hidden cell with the same members, or kNoCell
};
Ties find_ties(const std::vector<PlannedTable>& plans, std::span<const Layer> layers, std::uint16_t newer,
               std::span<const TablePair> pairs, std::span<const std::vector<CountedCell>> differences);

/// Number of the first cell of each table, and after the last that of all cells.
std::vector<std::uint32_t> first_cells(const std::vector<PlannedTable>& plans);
/// Number of the first cell of a layer.
std::uint32_t first_cell_of_layer(const std::vector<PlannedTable>& plans, std::uint16_t layer);

}  // namespace raccordo::aggregate
