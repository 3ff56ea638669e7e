#include "aggregate/witness/moves/transfer_in.hpp"

#include <utility>

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostPerCorner = 8;

}  // namespace

bool TransferIn::fits(const Step& step) const { return step.leaving.empty() && step.to.is_transfer(); }

void TransferIn::propose(const Step& step, Ranking& ranking) {
  const auto table = target_.table();
  const auto dimension = step.to.first;
  const int here = target_.category(dimension);
  const auto attribute = values_.attribute(table, dimension);
  std::size_t goers = 0;
  for (const auto goer : pools_.behind(target_.beside(step.to.second, step.to.second_category))) {
    if (!target_.may_change(goer)) continue;
    const auto given = values_.list(table, dimension, goer, here);
    if (given.empty()) continue;
    if (++goers > kMostPerCorner) return;
    std::size_t comers = 0;
    for (const auto comer : pools_.behind(target_.beside(dimension, 0))) {
      if (comer == goer || !target_.may_change(comer)) continue;
      if (++comers > kMostPerCorner) break;
      std::vector<Edit> edits;
      add_edits(edits, goer, attribute, given, {kNoNeed});
      edits.push_back({comer, attribute, kNoNeed, given.front()});
      ranking.offer(std::move(edits));
      if (ranking.is_good_enough(step.to) || ranking.is_exhausted()) return;
    }
  }
}

}  // namespace raccordo::aggregate
