// Target: the cell for which a witness is searched, the cell around which partners are searched, and the
// persons who may be changed. Internal to aggregate/: set by the searches, used by the moves.
#pragma once

#include <optional>
#include <span>

#include "aggregate/layers/cell_space.hpp"
#include "aggregate/witness/draft.hpp"
#include "aggregate/witness/pools.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from, and to the persons barred. Threads: one.
class Target {
 public:
  Target(const CellSpace& space, const Pools& pools, const Draft& draft)
      : space_(space), pools_(pools), draft_(draft) {}
  /// From now on a witness for this cell is searched. Barred persons and the spared one are not changed.
  void aim(CellNo cell, std::span<const PersonNo> barred, std::optional<PersonNo> spared);
  /// Partners are searched around this cell: the target itself, or one of the two cells of a difference.
  void look_round(CellNo cell);

  CellNo sought() const { return sought_; }
  CellNo cell() const { return cell_; }
  std::size_t table() const { return table_; }  ///< the table of `cell`
  /// The category of `cell` in a dimension of its table.
  int category(std::size_t dimension) const { return space_.category(table_, cell_, dimension); }
  /// The cell beside `cell` with another category.
  CellNo beside(std::size_t dimension, int category) const {
    return space_.with(table_, cell_, dimension, category);
  }
  /// The persons of the target cell.
  std::span<const PersonNo> own() const { return pools_.behind(sought_); }
  bool may_change(PersonNo person) const;
  /// True if the person may be changed so that another one can leave. Persons who still have to leave
  /// themselves may not.
  bool may_help(PersonNo person) const;

 private:
  const CellSpace& space_;
  const Pools& pools_;
  const Draft& draft_;
  CellNo sought_ = 0;
  CellNo cell_ = 0;
  std::size_t table_ = 0;
  std::span<const PersonNo> barred_;
  std::optional<PersonNo> spared_;
};

}  // namespace raccordo::aggregate
