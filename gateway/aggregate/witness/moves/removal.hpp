// Removal, a last resort: the persons who must leave do not exist, or not in the releases at hand. Every cell
// in which they stand differs.
#pragma once

#include "aggregate/witness/moves/move.hpp"

namespace raccordo::aggregate {

class Removal : public Move {
 public:
  bool fits(const Step& step) const override { return !step.leaving.empty(); }
  void propose(const Step& step, Ranking& ranking) override;
  /// From now on they are missing in these releases only; kEveryLayer: they do not exist.
  void keep_to_layers(const LayerSpan& layers) { layers_ = layers; }

 private:
  LayerSpan layers_;
};

}  // namespace raccordo::aggregate
