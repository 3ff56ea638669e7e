// ExchangeOut: a person of the cell and one from the opposite corner of a quad exchange the attribute of one
// dimension. All totals stay; the four corners differ.
#pragma once

#include "aggregate/witness/moves/move.hpp"
#include "aggregate/witness/moves/pair_exchange.hpp"

namespace raccordo::aggregate {

class ExchangeOut : public Move {
 public:
  ExchangeOut(const CellSpace& space, const Pools& pools, const Target& target, Likeness& likeness,
              PairExchange& exchange)
      : space_(space), pools_(pools), target_(target), likeness_(likeness), exchange_(exchange) {}
  bool fits(const Step& step) const override;
  /// Partners with equal values in all other tables first, then any.
  void propose(const Step& step, Ranking& ranking) override;

 private:
  /// The corner opposite to the cell: its persons differ in both dimensions.
  CellNo corner(const Neighbour& to) const;
  void propose_alike(const Step& step, Money money, Ranking& ranking);
  void offer(const Step& step, PersonNo partner, Money money, Ranking& ranking);

  const CellSpace& space_;
  const Pools& pools_;
  const Target& target_;
  Likeness& likeness_;
  PairExchange& exchange_;
};

}  // namespace raccordo::aggregate
