// Where to look for partners. A quad is a cell and three relatives: the same in another category of one
// dimension, in another of a second one, and in both. Two persons at opposite corners who exchange an
// attribute leave every sum of the table as it was. A line is the cell and one relative: a person moved along
// it leaves the sums of that dimension. Internal to aggregate/: the search walks them from the cheapest up.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "aggregate/cell_space.hpp"
#include "aggregate/draft.hpp"
#include "aggregate/hidden_cells.hpp"

namespace raccordo::aggregate {

struct Neighbour {
  std::size_t first = 0, second = 0;  ///< dimensions; equal for a line
  int first_category = 0, second_category = 0;
  double estimate = 0;  ///< weight of the cells of this table that would have to be hidden besides

  bool is_line() const { return first == second; }
};

/// Ownership: refers to space and hidden. Threads: one.
class Neighbourhood {
 public:
  Neighbourhood(const CellSpace& space, const HiddenCells& hidden) : space_(space), hidden_(hidden) {}
  /// All quads and lines of the cell, cheapest first, given what the draft has changed already.
  std::vector<Neighbour> around(CellNo cell, const Draft& draft);

 private:
  struct Relative {
    int category = 0;
    std::vector<int> between;  ///< the categories in which a step from one to the other shows
  };
  const std::vector<Relative>& relatives(std::size_t table, std::size_t dimension, int category);
  double sum(std::size_t table, CellNo cell, std::size_t dimension,
             const std::vector<const std::vector<int>*>& spans, const Draft& draft) const;

  const CellSpace& space_;
  const HiddenCells& hidden_;
  std::map<std::tuple<std::size_t, std::size_t, int>, std::vector<Relative>> known_;
  std::map<std::tuple<std::size_t, std::size_t, int>, std::vector<int>> chains_;
};

}  // namespace raccordo::aggregate
