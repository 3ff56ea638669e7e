// Removal, a last resort: the persons who must leave do not exist, or not in the given releases. Every cell
// of these persons differs.
#pragma once

#include "aggregate/witness/moves/move.hpp"

namespace raccordo::aggregate {

class Removal : public Move {
 public:
  bool fits(const Step& step) const override { return !step.leaving.empty(); }
  void propose(const Step& step, Ranking& ranking) override;
  /// From now on they are removed from these releases only; kEveryLayer: from all.
  void keep_to_layers(const LayerSpan& layers) { layers_ = layers; }

 private:
  LayerSpan layers_;
};

}  // namespace raccordo::aggregate
