#include "aggregate/witness/moves/relocation_in.hpp"

#include <utility>

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostComers = 8;  // of one neighbour

}  // namespace

bool RelocationIn::fits(const Step& step) const { return step.leaving.empty() && step.to.is_line(); }

void RelocationIn::propose(const Step& step, Ranking& ranking) {
  const auto table = target_.table();
  const auto dimension = step.to.first;
  const auto given = values_.list(table, dimension, target_.own().front(), target_.category(dimension));
  if (given.empty()) return;
  std::size_t comers = 0;
  for (const auto comer : pools_.behind(target_.beside(dimension, step.to.first_category))) {
    if (!target_.may_change(comer)) continue;
    const auto left = values_.list(table, dimension, comer, step.to.first_category);
    if (left.empty()) continue;
    std::vector<Edit> edits;
    add_edits(edits, comer, values_.attribute(table, dimension), left, {given.front()});
    ranking.offer(std::move(edits));
    if (ranking.is_good_enough(step.to) || ++comers == kMostComers) return;
  }
}

}  // namespace raccordo::aggregate
