// The steps of WitnessSearch: exchanges, moves and transfers of persons out of a cell and into it.
#include <algorithm>
#include <array>
#include <utility>

#include "aggregate/witness/witness_search.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kMostPartners = 32;          // of one neighbour
constexpr std::size_t kMostPerCorner = 8;  // where partners come from two corners
constexpr std::size_t kMostValues = 3;     // different values tried for one move
constexpr int kMostAlike = 24;             // pairs that are alike, of one neighbour

/// The values become those of `to` in turn, and the last of these for what is left.
void add_edits(std::vector<Edit>& edits, PersonNo person, Attribute attribute,
               const std::vector<AttributeValue>& values, const std::vector<AttributeValue>& to) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    edits.push_back({person, attribute, values[i], to[std::min(i, to.size() - 1)]});
  }
}

bool by_mark(const Mark& left, const Mark& right) { return left.first < right.first; }

}  // namespace

/// One gets what the other has of the dimension's attribute in those categories.
void WitnessSearch::consider_exchange(std::size_t dimension, PersonNo one, int one_category, PersonNo other,
                                      int other_category, Money money) {
  const auto given = values(one, dimension, one_category);
  if (given.empty()) return;
  const auto taken = values(other, dimension, other_category);
  if (taken.empty()) return;
  std::vector<Edit> edits;
  add_edits(edits, one, attribute(dimension), given, taken);
  add_edits(edits, other, attribute(dimension), taken, given);
  if (money == Money::is_settled) {
    const auto may_take = [this](PersonNo person) { return may_help(person); };
    if (!settlement_.settle(one, other, may_take, edits)) return;
  }
  consider(std::move(edits));
}

Exchange WitnessSearch::exchange_of(const Neighbour& neighbour, Money money) const {
  return {attribute(neighbour.first), space_.plan(table_).dimensions[neighbour.second].choice.dimension,
          money};
}

std::span<const Money> WitnessSearch::ways(const Neighbour& neighbour) const {
  static constexpr std::array<Money, 2> kWays{Money::counts, Money::is_settled};
  return std::span(kWays).first(settlement_.concerns(attribute(neighbour.first)) ? 2 : 1);
}

void WitnessSearch::exchange_alike_out(const Neighbour& neighbour, PersonNo leaving, Money money) {
  const auto dimension = neighbour.first;
  const auto away = space_.with(table_, cell_, dimension, neighbour.first_category);
  const auto corner = space_.with(table_, away, neighbour.second, neighbour.second_category);
  const auto exchange = exchange_of(neighbour, money);
  const auto pool = likeness_.pool(corner, exchange);
  const auto [first, last] =
      std::equal_range(pool.begin(), pool.end(), Mark{likeness_.mark(leaving, exchange), 0}, by_mark);
  int partners = 0;
  for (auto partner = first; partner != last; ++partner) {
    const auto person = partner->second;
    if (!may_help(person)) continue;
    consider_exchange(dimension, leaving, space_.category(table_, cell_, dimension), person,
                      neighbour.first_category, money);
    if (is_good_enough(neighbour) || ++partners == kMostAlike) return;
  }
}

void WitnessSearch::exchange_out(const Neighbour& neighbour, PersonNo leaving) {
  if (!may_change(leaving)) return;
  for (const auto money : ways(neighbour)) {
    exchange_alike_out(neighbour, leaving, money);
    if (is_good_enough(neighbour)) return;
  }
  const auto dimension = neighbour.first;
  const auto away = space_.with(table_, cell_, dimension, neighbour.first_category);
  const auto corner = space_.with(table_, away, neighbour.second, neighbour.second_category);
  int partners = 0;
  for (const auto person : pools_.behind(corner)) {
    if (!may_help(person)) continue;
    consider_exchange(dimension, leaving, space_.category(table_, cell_, dimension), person,
                      neighbour.first_category, Money::counts);
    if (is_good_enough(neighbour) || ++partners == kMostPartners) return;
  }
}

void WitnessSearch::move_out(const Neighbour& neighbour, PersonNo leaving) {
  if (!may_change(leaving)) return;
  const auto dimension = neighbour.first;
  const auto given = values(leaving, dimension, space_.category(table_, cell_, dimension));
  if (given.empty()) return;
  std::vector<AttributeValue> tried;
  for (const auto person : margin(dimension, neighbour.first_category)) {
    for (const auto value : values(person, dimension, neighbour.first_category)) {
      if (std::find(tried.begin(), tried.end(), value) != tried.end()) continue;
      tried.push_back(value);
      std::vector<Edit> edits;
      add_edits(edits, leaving, attribute(dimension), given, {value});
      consider(std::move(edits));
      if (is_good_enough(neighbour) || tried.size() == kMostValues) return;
    }
  }
}

void WitnessSearch::exchange_alike_in(const Neighbour& neighbour, Money money) {
  const auto dimension = neighbour.first;
  const int here = space_.category(table_, cell_, dimension);
  const auto exchange = exchange_of(neighbour, money);
  const auto comers =
      likeness_.pool(space_.with(table_, cell_, dimension, neighbour.first_category), exchange);
  const auto goers =
      likeness_.pool(space_.with(table_, cell_, neighbour.second, neighbour.second_category), exchange);
  int pairs = 0;
  auto from = goers.begin();
  for (const auto& [mark, comer] : comers) {
    while (from != goers.end() && from->first < mark) ++from;
    if (from == goers.end()) return;
    if (from->first != mark || !may_change(comer)) continue;
    for (auto goer = from; goer != goers.end() && goer->first == mark; ++goer) {
      if (goer->second == comer || !may_change(goer->second)) continue;
      consider_exchange(dimension, comer, neighbour.first_category, goer->second, here, money);
      if (is_good_enough(neighbour) || ++pairs == kMostAlike || is_exhausted()) return;
    }
  }
}

void WitnessSearch::exchange_in(const Neighbour& neighbour) {
  for (const auto money : ways(neighbour)) {
    exchange_alike_in(neighbour, money);
    if (is_good_enough(neighbour)) return;
  }
  const auto dimension = neighbour.first;
  const int here = space_.category(table_, cell_, dimension);
  const auto one_corner = space_.with(table_, cell_, dimension, neighbour.first_category);
  const auto other_corner = space_.with(table_, cell_, neighbour.second, neighbour.second_category);
  std::size_t comers = 0;
  for (const auto comer : pools_.behind(one_corner)) {
    if (!may_change(comer)) continue;
    const auto left = values(comer, dimension, neighbour.first_category);
    if (left.empty()) continue;
    if (++comers > kMostPerCorner) return;
    std::size_t goers = 0;
    for (const auto goer : pools_.behind(other_corner)) {
      if (goer == comer || !may_change(goer)) continue;
      const auto given = values(goer, dimension, here);
      if (given.empty()) continue;
      if (++goers > kMostPerCorner) break;
      std::vector<Edit> edits;
      add_edits(edits, comer, attribute(dimension), left, given);
      add_edits(edits, goer, attribute(dimension), given, left);
      consider(std::move(edits));
      if (is_good_enough(neighbour) || is_exhausted()) return;
    }
  }
}

void WitnessSearch::move_in(const Neighbour& neighbour) {
  const auto dimension = neighbour.first;
  const auto given =
      values(pools_.behind(target_).front(), dimension, space_.category(table_, cell_, dimension));
  if (given.empty()) return;
  std::size_t comers = 0;
  for (const auto comer : pools_.behind(space_.with(table_, cell_, dimension, neighbour.first_category))) {
    if (!may_change(comer)) continue;
    const auto left = values(comer, dimension, neighbour.first_category);
    if (left.empty()) continue;
    std::vector<Edit> edits;
    add_edits(edits, comer, attribute(dimension), left, {given.front()});
    consider(std::move(edits));
    if (is_good_enough(neighbour) || ++comers == kMostPerCorner) return;
  }
}

/// The leaving person drops all values of the category; another person takes on the first of them.
void WitnessSearch::transfer_out(const Neighbour& neighbour, PersonNo leaving) {
  if (!may_change(leaving)) return;
  const auto dimension = neighbour.first;
  const auto given = values(leaving, dimension, space_.category(table_, cell_, dimension));
  if (given.empty()) return;
  const auto there = space_.with(
      table_, space_.with(table_, cell_, neighbour.second, neighbour.second_category), dimension, 0);
  int partners = 0;
  for (const auto person : pools_.behind(there)) {
    if (!may_help(person)) continue;
    std::vector<Edit> edits;
    add_edits(edits, leaving, attribute(dimension), given, {kNoNeed});
    edits.push_back({person, attribute(dimension), kNoNeed, given.front()});
    consider(std::move(edits));
    if (is_good_enough(neighbour) || ++partners == kMostPartners) return;
  }
}

void WitnessSearch::transfer_in(const Neighbour& neighbour) {
  const auto dimension = neighbour.first;
  const int here = space_.category(table_, cell_, dimension);
  std::size_t goers = 0;
  for (const auto goer :
       pools_.behind(space_.with(table_, cell_, neighbour.second, neighbour.second_category))) {
    if (!may_change(goer)) continue;
    const auto given = values(goer, dimension, here);
    if (given.empty()) continue;
    if (++goers > kMostPerCorner) return;
    std::size_t comers = 0;
    for (const auto comer : pools_.behind(space_.with(table_, cell_, dimension, 0))) {
      if (comer == goer || !may_change(comer)) continue;
      if (++comers > kMostPerCorner) break;
      std::vector<Edit> edits;
      add_edits(edits, goer, attribute(dimension), given, {kNoNeed});
      edits.push_back({comer, attribute(dimension), kNoNeed, given.front()});
      consider(std::move(edits));
      if (is_good_enough(neighbour) || is_exhausted()) return;
    }
  }
}

}  // namespace raccordo::aggregate
