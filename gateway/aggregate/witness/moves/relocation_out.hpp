// RelocationOut: only a person of the cell moves to a neighbouring category. The totals that the two
// categories do not share differ.
#pragma once

#include "aggregate/witness/category_values.hpp"
#include "aggregate/witness/moves/move.hpp"
#include "aggregate/witness/target.hpp"

namespace raccordo::aggregate {

class RelocationOut : public Move {
 public:
  RelocationOut(const CellSpace& space, const Pools& pools, const Target& target, CategoryValues& values)
      : space_(space), pools_(pools), target_(target), values_(values) {}
  bool fits(const Step& step) const override;
  /// To the values of persons of that category.
  void propose(const Step& step, Ranking& ranking) override;

 private:
  const CellSpace& space_;
  const Pools& pools_;
  const Target& target_;
  CategoryValues& values_;
};

}  // namespace raccordo::aggregate
