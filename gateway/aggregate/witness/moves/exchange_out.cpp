#include "aggregate/witness/moves/exchange_out.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kMostPartners = 32;  // of one neighbour
constexpr int kMostAlike = 24;     // of those who are alike

}  // namespace

bool ExchangeOut::fits(const Step& step) const {
  return step.leaving.size() == 1 && step.to.is_quad() && target_.may_change(step.leaving.front());
}

CellNo ExchangeOut::corner(const Neighbour& to) const {
  return space_.with(target_.table(), target_.beside(to.first, to.first_category), to.second,
                     to.second_category);
}

void ExchangeOut::offer(const Step& step, PersonNo partner, Money money, Ranking& ranking) {
  const auto dimension = step.to.first;
  exchange_.offer(dimension, {step.leaving.front(), target_.category(dimension)},
                  {partner, step.to.first_category}, money, ranking);
}

void ExchangeOut::propose_alike(const Step& step, Money money, Ranking& ranking) {
  const auto exchange = exchange_.towards(step.to, money);
  const auto pool = likeness_.pool(corner(step.to), exchange);
  int partners = 0;
  for (const auto& [mark, partner] : alike(pool, likeness_.mark(step.leaving.front(), exchange))) {
    if (!target_.may_help(partner)) continue;
    offer(step, partner, money, ranking);
    if (ranking.is_good_enough(step.to) || ++partners == kMostAlike) return;
  }
}

void ExchangeOut::propose(const Step& step, Ranking& ranking) {
  for (const auto money : exchange_.ways(step.to)) {
    propose_alike(step, money, ranking);
    if (ranking.is_good_enough(step.to)) return;
  }
  int partners = 0;
  for (const auto person : pools_.behind(corner(step.to))) {
    if (!target_.may_help(person)) continue;
    offer(step, person, Money::counts, ranking);
    if (ranking.is_good_enough(step.to) || ++partners == kMostPartners) return;
  }
}

}  // namespace raccordo::aggregate
