// TransferOut: a person of the cell drops a need and another person elsewhere gets it. Needs do not add up,
// so no total differs.
#pragma once

#include "aggregate/witness/category_values.hpp"
#include "aggregate/witness/moves/move.hpp"
#include "aggregate/witness/target.hpp"

namespace raccordo::aggregate {

class TransferOut : public Move {
 public:
  TransferOut(const CellSpace& space, const Pools& pools, const Target& target, CategoryValues& values)
      : space_(space), pools_(pools), target_(target), values_(values) {}
  bool fits(const Step& step) const override;
  /// The person drops all values of the category; each partner in turn gets the first of them.
  void propose(const Step& step, Ranking& ranking) override;

 private:
  const CellSpace& space_;
  const Pools& pools_;
  const Target& target_;
  CategoryValues& values_;
};

}  // namespace raccordo::aggregate
