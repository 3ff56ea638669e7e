// LargestAmount: the largest contribution to a dominated sum changes by p percent of itself or more, up or
// down (docs/protection.md#rule-5). Nobody comes or leaves.
#pragma once

#include "aggregate/layers/largest_shares.hpp"
#include "aggregate/layers/witness.hpp"
#include "aggregate/witness/moves/amount_shift.hpp"
#include "aggregate/witness/moves/move.hpp"

namespace raccordo::aggregate {

/// For one sum: `goal` gives the direction, raises_sum or lowers_sum.
class LargestAmount : public Move {
 public:
  LargestAmount(const Target& target, AmountShift& shift, const LargestShares& shares, Goal goal,
                const Rules& rules)
      : target_(target), shift_(shift), shares_(shares), goal_(goal), rules_(rules) {}
  bool fits(const Step& step) const override { return step.leaving.empty() && step.coming == 0; }
  /// One amount of the person by the least sufficient amount, or else all by p percent.
  void propose(const Step& step, Ranking& ranking) override;

 private:
  std::vector<Edit> scale();

  const Target& target_;
  AmountShift& shift_;
  const LargestShares& shares_;
  Goal goal_;
  const Rules& rules_;
};

}  // namespace raccordo::aggregate
