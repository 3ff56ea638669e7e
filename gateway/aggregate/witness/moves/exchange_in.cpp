#include "aggregate/witness/moves/exchange_in.hpp"

#include <utility>

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostPerCorner = 8;  // if partners come from two corners
constexpr int kMostAlike = 24;             // pairs with the same mark, of one neighbour

}  // namespace

bool ExchangeIn::fits(const Step& step) const { return step.leaving.empty() && step.to.is_quad(); }

void ExchangeIn::propose(const Step& step, Ranking& ranking) {
  for (const auto money : exchange_.ways(step.to)) {
    propose_alike(step.to, money, ranking);
    if (ranking.is_good_enough(step.to)) return;
  }
  propose_any(step.to, ranking);
}

/// Both pools are sorted by mark.
void ExchangeIn::propose_alike(const Neighbour& to, Money money, Ranking& ranking) {
  const auto dimension = to.first;
  const int here = target_.category(dimension);
  const auto exchange = exchange_.towards(to, money);
  const auto comers = likeness_.pool(target_.beside(dimension, to.first_category), exchange);
  const auto goers = likeness_.pool(target_.beside(to.second, to.second_category), exchange);
  int pairs = 0;
  auto from = goers.begin();
  for (const auto& [mark, comer] : comers) {
    while (from != goers.end() && from->first < mark) ++from;
    if (from == goers.end()) return;
    if (from->first != mark || !target_.may_change(comer)) continue;
    for (auto goer = from; goer != goers.end() && goer->first == mark; ++goer) {
      if (goer->second == comer || !target_.may_change(goer->second)) continue;
      exchange_.offer(dimension, {comer, to.first_category}, {goer->second, here}, money, ranking);
      if (ranking.is_good_enough(to) || ++pairs == kMostAlike || ranking.is_exhausted()) return;
    }
  }
}

void ExchangeIn::propose_any(const Neighbour& to, Ranking& ranking) {
  const auto table = target_.table();
  const auto dimension = to.first;
  const int here = target_.category(dimension);
  const auto attribute = values_.attribute(table, dimension);
  std::size_t comers = 0;
  for (const auto comer : pools_.behind(target_.beside(dimension, to.first_category))) {
    if (!target_.may_change(comer)) continue;
    const auto left = values_.list(table, dimension, comer, to.first_category);
    if (left.empty()) continue;
    if (++comers > kMostPerCorner) return;
    std::size_t goers = 0;
    for (const auto goer : pools_.behind(target_.beside(to.second, to.second_category))) {
      if (goer == comer || !target_.may_change(goer)) continue;
      const auto given = values_.list(table, dimension, goer, here);
      if (given.empty()) continue;
      if (++goers > kMostPerCorner) break;
      std::vector<Edit> edits;
      add_edits(edits, comer, attribute, left, given);
      add_edits(edits, goer, attribute, given, left);
      ranking.offer(std::move(edits));
      if (ranking.is_good_enough(to) || ranking.is_exhausted()) return;
    }
  }
}

}  // namespace raccordo::aggregate
