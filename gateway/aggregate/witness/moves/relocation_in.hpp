// RelocationIn: only a person of a neighbouring category moves into the cell. The totals that the two
// categories do not share differ.
#pragma once

#include "aggregate/witness/category_values.hpp"
#include "aggregate/witness/moves/move.hpp"
#include "aggregate/witness/target.hpp"

namespace raccordo::aggregate {

class RelocationIn : public Move {
 public:
  RelocationIn(const Pools& pools, const Target& target, CategoryValues& values)
      : pools_(pools), target_(target), values_(values) {}
  bool fits(const Step& step) const override;
  /// Everyone gets the value of the first person of the target.
  void propose(const Step& step, Ranking& ranking) override;

 private:
  const Pools& pools_;
  const Target& target_;
  CategoryValues& values_;
};

}  // namespace raccordo::aggregate
