// ExchangeIn: a person from one neighbouring corner moves into the cell, and one from the other corner to the
// opposite corner. All totals stay; the four corners differ.
#pragma once

#include "aggregate/witness/moves/move.hpp"
#include "aggregate/witness/moves/pair_exchange.hpp"

namespace raccordo::aggregate {

class ExchangeIn : public Move {
 public:
  ExchangeIn(const Pools& pools, const Target& target, CategoryValues& values, Likeness& likeness,
             PairExchange& exchange)
      : pools_(pools), target_(target), values_(values), likeness_(likeness), exchange_(exchange) {}
  bool fits(const Step& step) const override;
  /// Pairs with equal values in all other tables first, then any.
  void propose(const Step& step, Ranking& ranking) override;

 private:
  void propose_alike(const Neighbour& to, Money money, Ranking& ranking);
  void propose_any(const Neighbour& to, Ranking& ranking);

  const Pools& pools_;
  const Target& target_;
  CategoryValues& values_;
  Likeness& likeness_;
  PairExchange& exchange_;
};

}  // namespace raccordo::aggregate
