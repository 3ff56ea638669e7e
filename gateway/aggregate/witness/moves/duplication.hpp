// Duplication, a last resort: adds copies of the first person of the target. Every cell of that person
// differs.
#pragma once

#include "aggregate/witness/moves/move.hpp"
#include "aggregate/witness/target.hpp"

namespace raccordo::aggregate {

class Duplication : public Move {
 public:
  explicit Duplication(const Target& target) : target_(target) {}
  bool fits(const Step& step) const override { return step.coming > 0 && !target_.own().empty(); }
  void propose(const Step& step, Ranking& ranking) override;

 private:
  const Target& target_;
};

}  // namespace raccordo::aggregate
