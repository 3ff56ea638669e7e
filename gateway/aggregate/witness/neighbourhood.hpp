// The places to search for partners. A quad is a cell and three relatives: with another category in one
// dimension, in a second one, and in both. Two persons at opposite corners who exchange an attribute keep
// every sum of the table. A line is the cell and one relative: a person moved along it keeps the sums of that
// dimension. A transfer is a line whose other end is in a second dimension: needs do not add up, so one
// person may drop one of several and another person may get it without changing a sum. Internal to
// aggregate/: the search tries them from the cheapest on.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "aggregate/layers/cell_space.hpp"
#include "aggregate/witness/draft.hpp"
#include "aggregate/witness/hidden_cells.hpp"

namespace raccordo::aggregate {

struct Neighbour {
  std::size_t first = 0, second = 0;            ///< dimensions; equal for a line
  int first_category = 0, second_category = 0;  ///< the first is the total for a transfer
  double estimate = 0;                          ///< weight of the additional cells of this table to hide

  bool is_transfer() const { return first_category == 0; }
  bool is_line() const { return first == second && !is_transfer(); }
  bool is_quad() const { return first != second && !is_transfer(); }
};

/// Ownership: refers to space and hidden. Threads: one.
class Neighbourhood {
 public:
  Neighbourhood(const CellSpace& space, const HiddenCells& hidden) : space_(space), hidden_(hidden) {}
  /// All quads, lines and transfers of the cell, cheapest first, given the changes of the draft so far.
  std::vector<Neighbour> around(CellNo cell, const Draft& draft);

 private:
  /// Distances of categories from the total of their dimension, in cells.
  using Offsets = std::vector<CellNo>;
  using Place = std::tuple<std::size_t, std::size_t, int>;  // table, dimension, category
  struct Relative {
    int category = 0;
    Offsets between;  ///< the categories whose counts a step from one to the other changes
  };
  Offsets offsets(std::size_t table, std::size_t dimension, const std::vector<int>& categories) const;
  const std::vector<Relative>& relatives(std::size_t table, std::size_t dimension, int category);
  const Offsets& chain(std::size_t table, std::size_t dimension, int category);
  void add_lines(std::size_t dimension);
  void add_quads(std::size_t first, std::size_t second);
  void add_transfers(std::size_t first, std::size_t second);
  double sum(CellNo cell, std::size_t dimension) const;

  const CellSpace& space_;
  const HiddenCells& hidden_;
  std::map<Place, std::vector<Relative>> known_;
  std::map<Place, Offsets> chains_;
  // Of the current cell:
  const Draft* draft_ = nullptr;
  std::size_t table_ = 0;
  CellNo origin_ = 0;  // the total of its table
  std::vector<int> categories_;
  std::vector<const Offsets*> spans_;  // by dimension: the cells to sum over
  std::vector<Neighbour> found_;
};

}  // namespace raccordo::aggregate
