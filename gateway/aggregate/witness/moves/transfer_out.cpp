#include "aggregate/witness/moves/transfer_out.hpp"

#include <utility>

namespace raccordo::aggregate {
namespace {

constexpr int kMostPartners = 32;  // of one neighbour

}  // namespace

bool TransferOut::fits(const Step& step) const {
  return step.leaving.size() == 1 && step.to.is_transfer() && target_.may_change(step.leaving.front());
}

void TransferOut::propose(const Step& step, Ranking& ranking) {
  const auto table = target_.table();
  const auto dimension = step.to.first;
  const auto leaving = step.leaving.front();
  const auto given = values_.list(table, dimension, leaving, target_.category(dimension));
  if (given.empty()) return;
  const auto attribute = values_.attribute(table, dimension);
  const auto there =
      space_.with(table, target_.beside(step.to.second, step.to.second_category), dimension, 0);
  int partners = 0;
  for (const auto person : pools_.behind(there)) {
    if (!target_.may_help(person)) continue;
    std::vector<Edit> edits;
    add_edits(edits, leaving, attribute, given, {kNoNeed});
    edits.push_back({person, attribute, kNoNeed, given.front()});
    ranking.offer(std::move(edits));
    if (ranking.is_good_enough(step.to) || ++partners == kMostPartners) return;
  }
}

}  // namespace raccordo::aggregate
