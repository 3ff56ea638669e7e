#include "aggregate/witness/moves/pair_exchange.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace raccordo::aggregate {

void PairExchange::offer(std::size_t dimension, Side one, Side other, Money money, Ranking& ranking) {
  const auto given = values_.list(target_.table(), dimension, one.person, one.category);
  if (given.empty()) return;
  const auto taken = values_.list(target_.table(), dimension, other.person, other.category);
  if (taken.empty()) return;
  const auto attribute = values_.attribute(target_.table(), dimension);
  std::vector<Edit> edits;
  add_edits(edits, one.person, attribute, given, taken);
  add_edits(edits, other.person, attribute, taken, given);
  if (money == Money::is_settled) {
    const auto may_take = [this](PersonNo person) { return target_.may_help(person); };
    if (!settlement_.settle(one.person, other.person, may_take, edits)) return;
  }
  ranking.offer(std::move(edits));
}

Exchange PairExchange::towards(const Neighbour& neighbour, Money money) const {
  return {values_.attribute(target_.table(), neighbour.first),
          space_.plan(target_.table()).dimensions[neighbour.second].choice.dimension, money};
}

std::span<const Money> PairExchange::ways(const Neighbour& neighbour) const {
  static constexpr std::array<Money, 2> kWays{Money::counts, Money::is_settled};
  const auto attribute = values_.attribute(target_.table(), neighbour.first);
  return std::span(kWays).first(settlement_.concerns(attribute) ? 2 : 1);
}

std::span<const Mark> alike(std::span<const Mark> pool, std::uint64_t mark) {
  const auto by_mark = [](const Mark& left, const Mark& right) { return left.first < right.first; };
  const auto [first, last] = std::equal_range(pool.begin(), pool.end(), Mark{mark, 0}, by_mark);
  return {first, last};
}

}  // namespace raccordo::aggregate
