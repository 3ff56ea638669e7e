// Restoration, for differences only: those who differ between two releases stand in the one as they stand in
// the other, so that nobody differs. The ranking must keep to the layer in which they are changed.
#pragma once

#include <span>

#include "aggregate/layers/layers.hpp"
#include "aggregate/witness/moves/move.hpp"

namespace raccordo::aggregate {

class Restoration : public Move {
 public:
  /// Of `layer` the persons say what they say of `other`. Of a release of another period they say it as of
  /// then: nothing had ended yet, and they had the age they had.
  Restoration(std::span<const Layer> layers, std::uint16_t layer, std::uint16_t other);
  bool fits(const Step& step) const override { return !step.leaving.empty(); }
  void propose(const Step& step, Ranking& ranking) override;

 private:
  AsThen kept_;
  std::uint16_t other_;
};

}  // namespace raccordo::aggregate
