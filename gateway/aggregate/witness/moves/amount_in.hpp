// AmountIn: persons who would be in an amount cell if they had an amount get one. Nobody moves, so no count
// differs.
#pragma once

#include "aggregate/witness/moves/amount_shift.hpp"
#include "aggregate/witness/moves/move.hpp"

namespace raccordo::aggregate {

class AmountIn : public Move {
 public:
  AmountIn(const CellSpace& space, const Pools& pools, const Target& target, Draft& draft, AmountShift& shift)
      : space_(space), pools_(pools), target_(target), draft_(draft), shift_(shift) {}
  bool fits(const Step& step) const override { return step.leaving.empty(); }
  /// All who must come at once, each with the mean of the cell; nothing if there are too few.
  void propose(const Step& step, Ranking& ranking) override;

 private:
  const CellSpace& space_;
  const Pools& pools_;
  const Target& target_;
  Draft& draft_;
  AmountShift& shift_;
};

}  // namespace raccordo::aggregate
