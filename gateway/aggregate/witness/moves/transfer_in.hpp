// TransferIn: a person elsewhere drops a need, and a person who would be in the cell with that need gets it.
// Needs do not add up, so no total differs.
#pragma once

#include "aggregate/witness/category_values.hpp"
#include "aggregate/witness/moves/move.hpp"
#include "aggregate/witness/target.hpp"

namespace raccordo::aggregate {

class TransferIn : public Move {
 public:
  TransferIn(const Pools& pools, const Target& target, CategoryValues& values)
      : pools_(pools), target_(target), values_(values) {}
  bool fits(const Step& step) const override;
  void propose(const Step& step, Ranking& ranking) override;

 private:
  const Pools& pools_;
  const Target& target_;
  CategoryValues& values_;
};

}  // namespace raccordo::aggregate
