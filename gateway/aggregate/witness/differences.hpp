// Differences between releases: which tables of a new release count the same as those of earlier ones, how
// many persons stand otherwise in each cell, and what follows for the cell: a small difference is sensitive,
// and where nobody differs the cell keeps its status for ever. Internal to aggregate/: search and audit both
// ask.
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
  std::vector<std::uint32_t> older_place;  ///< by place in the newer table; kNoCell where a code is new
};

/// The releases whose tables stand beside those of a layer: all earlier ones of its period, and the newest of
/// the periods next to it on either side. Only earlier layers.
std::vector<std::uint16_t> compared_layers(std::span<const Layer> layers, std::uint16_t newer);

/// The pairs of the tables of one layer with those of the layers that it is compared to.
std::vector<TablePair> pair_tables(const std::vector<PlannedTable>& plans, std::span<const Layer> layers,
                                   std::uint16_t newer);

/// Who differs, by pair and place in the newer table: persons, and the newer number less the older.
std::vector<std::vector<CountedCell>> count_differences(const std::vector<TablePair>& pairs,
                                                        const Register& people, PersonCounter& counter);

/// What earlier releases ask of a cell of a new one.
enum class Tie : std::uint8_t {
  none,
  shown,                ///< it has the same members as a cell that was shown: it is shown
  hidden,               ///< the same members as one that was hidden: it is hidden
  hidden_by_difference  ///< less the number shown before for the same period it would come to 1..k-1: it is
                        ///< hidden
};

/// What earlier releases ask of the tables of one layer.
struct Ties {
  std::vector<Tie> of_cell;               ///< by cell of the layer, counted from its first
  std::vector<DifferenceCell> sensitive;  ///< differences on 1..k-1 persons
  std::vector<std::uint16_t> source;      ///< by cell of the layer: the layer that showed it
};
Ties find_ties(const std::vector<PlannedTable>& plans, std::span<const Layer> layers, std::uint16_t newer,
               const std::vector<TablePair>& pairs, const std::vector<std::vector<CountedCell>>& differences);

/// Number of the first cell of each table, and after the last that of all cells.
std::vector<std::uint32_t> first_cells(const std::vector<PlannedTable>& plans);
/// Number of the first cell of a layer.
std::uint32_t first_cell_of_layer(const std::vector<PlannedTable>& plans, std::uint16_t layer);

}  // namespace raccordo::aggregate
