#include "aggregate/witness/moves/duplication.hpp"

namespace raccordo::aggregate {

void Duplication::propose(const Step& step, Ranking& ranking) {
  ranking.offer({{target_.own().front(), Attribute::presence, 1, 1 + step.coming}});
}

}  // namespace raccordo::aggregate
