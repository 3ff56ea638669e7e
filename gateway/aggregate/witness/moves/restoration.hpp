// Restoration, for differences only: those who differ between two releases appear in one as in the other, so
// that nobody differs. The ranking must use the layer in which they are changed.
#pragma once

#include <span>

#include "aggregate/layers/layers.hpp"
#include "aggregate/witness/moves/move.hpp"

namespace raccordo::aggregate {

class Restoration : public Move {
 public:
  /// In `layer` the persons get the values of `other`. From a release of another period they get the values
  /// as of then: nothing had ended yet, and they had their former age.
  Restoration(std::span<const Layer> layers, std::uint16_t layer, std::uint16_t other);
  bool fits(const Step& step) const override { return !step.leaving.empty(); }
  void propose(const Step& step, Ranking& ranking) override;

 private:
  AsThen kept_;
  std::uint16_t other_;
};

}  // namespace raccordo::aggregate
