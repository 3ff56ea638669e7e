#include "aggregate/witness/moves/restoration.hpp"

#include <utility>

namespace raccordo::aggregate {

Restoration::Restoration(std::span<const Layer> layers, std::uint16_t layer, std::uint16_t other)
    : other_(other) {
  const auto& then = layers[other].period;
  const auto& now = layers[layer].period;
  if (then.code == now.code) return;
  kept_ = {day_number(then.first), day_number(now.last) - day_number(then.last)};
}

void Restoration::propose(const Step& step, Ranking& ranking) {
  std::vector<Edit> edits;
  for (const auto person : step.leaving) {
    edits.push_back({person, Attribute::standing, kept_.packed(), other_});
  }
  ranking.offer(std::move(edits));
}

}  // namespace raccordo::aggregate
