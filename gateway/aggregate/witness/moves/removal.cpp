#include "aggregate/witness/moves/removal.hpp"

#include <utility>

namespace raccordo::aggregate {

void Removal::propose(const Step& step, Ranking& ranking) {
  std::vector<Edit> edits;
  for (const auto person : step.leaving) {
    if (layers_ == kEveryLayer) {
      edits.push_back({person, Attribute::presence, 1, 0});
    } else {
      edits.push_back({person, Attribute::standing, 0, kNowhere});
    }
  }
  ranking.offer(std::move(edits));
}

}  // namespace raccordo::aggregate
