#include "aggregate/witness/likeness.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

/// The final mix of SplitMix64.
std::uint64_t mix(std::uint64_t state, std::uint64_t value) {
  std::uint64_t z = state + value + 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

std::uint64_t Likeness::mark(PersonNo person, const Exchange& exchange) {
  const auto [found, fresh] = marks_.try_emplace((std::uint64_t{person} << 32) | number(exchange));
  if (!fresh) return found->second;
  people_.copy(person, dossier_);
  list_.clear();
  const auto is_asked = [&](std::size_t table) {
    const auto& plan = space_.plan(table);
    const bool is_money = plan.table.definition.measure == model::Measure::amount;
    return plan.layer <= exchange.last && counter_.depends(table, exchange.attribute) &&
           !(is_money && exchange.money == Money::is_settled);
  };
  counter_.list_wanted(dossier_, list_, is_asked);
  std::uint64_t mark = 0;
  for (std::size_t table = 0; table < counter_.tables(); ++table) {
    if (!is_asked(table)) continue;
    const auto& plan = space_.plan(table);
    std::uint64_t said = 0;  // how often: one more cell for every value
    std::uint64_t cells = 0;
    for (auto at = counter_.begin_of(table); at < counter_.begin_of(table + 1); ++at) {
      const auto& [cell, value] = list_[at];
      bool is_compared = true;
      bool is_counted = true;
      for (std::size_t i = 0; i < plan.dimensions.size(); ++i) {
        if (space_.category(table, cell, i) == 0) continue;
        const auto dimension = plan.dimensions[i].choice.dimension;
        if (dimension == exchange.across) is_compared = is_counted = false;
        if (attribute_of(dimension, plan.table.definition) == exchange.attribute) is_compared = false;
      }
      said += is_counted ? 1 : 0;
      if (is_compared) cells += mix(cell, static_cast<std::uint64_t>(value));  // in any order
    }
    mark = mix(mark, mix(cells, said));
  }
  return found->second = mark;
}

std::span<const Mark> Likeness::pool(CellNo cell, const Exchange& exchange) {
  const auto [found, fresh] = sorted_.try_emplace({cell, number(exchange)});
  auto& sorted = found->second;
  if (!fresh) return sorted;
  for (const auto person : pools_.behind(cell)) sorted.emplace_back(mark(person, exchange), person);
  const auto by_mark = [](const Mark& left, const Mark& right) { return left.first < right.first; };
  std::stable_sort(sorted.begin(), sorted.end(), by_mark);
  return sorted;
}

}  // namespace raccordo::aggregate
