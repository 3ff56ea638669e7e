// AmountOut: the persons who must leave an amount cell keep everything except the amounts counted there.
// Nobody moves, so no count differs.
#pragma once

#include "aggregate/witness/moves/amount_shift.hpp"
#include "aggregate/witness/moves/move.hpp"

namespace raccordo::aggregate {

class AmountOut : public Move {
 public:
  AmountOut(const Target& target, Draft& draft, AmountShift& shift)
      : target_(target), draft_(draft), shift_(shift) {}
  bool fits(const Step& step) const override;
  /// All who must leave at once.
  void propose(const Step& step, Ranking& ranking) override;

 private:
  bool counts_here(const Edit& edit);

  const Target& target_;
  Draft& draft_;
  AmountShift& shift_;
};

}  // namespace raccordo::aggregate
