#include "aggregate/neighbourhood.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostRelatives = 400;  // for lines
constexpr std::size_t kMostInQuads = 48;
constexpr int kNoCategory = -1;

}  // namespace

const std::vector<Neighbourhood::Relative>& Neighbourhood::relatives(std::size_t table, std::size_t dimension,
                                                                     int category) {
  const auto [found, fresh] = known_.try_emplace({table, dimension, category});
  if (!fresh) return found->second;
  for (const int other : space_.relatives(table, dimension, category, kMostRelatives)) {
    Relative relative{other, space_.chain_below(table, dimension, category, other)};
    const auto back = space_.chain_below(table, dimension, other, category);
    relative.between.insert(relative.between.end(), back.begin(), back.end());
    found->second.push_back(std::move(relative));
  }
  return found->second;
}

/// Weight of all cells that combine one category of each span and are shown so far.
double Neighbourhood::sum(std::size_t table, CellNo cell, std::size_t dimension,
                          const std::vector<const std::vector<int>*>& spans, const Draft& draft) const {
  if (dimension == spans.size()) {
    return hidden_.is_hidden(cell) || draft.changes_cell(cell) ? 0 : space_.weight(cell);
  }
  double total = 0;
  for (const int category : *spans[dimension]) {
    total += sum(table, space_.with(table, cell, dimension, category), dimension + 1, spans, draft);
  }
  return total;
}

std::vector<Neighbour> Neighbourhood::around(CellNo cell, const Draft& draft) {
  const auto table = space_.table_of(cell);
  const auto dimensions = space_.dimensions(table);
  std::vector<const std::vector<int>*> up;
  std::vector<std::size_t> open;  // dimensions in which the cell is not the total
  for (std::size_t i = 0; i < dimensions; ++i) {
    const int category = space_.category(table, cell, i);
    if (category != 0) open.push_back(i);
    const auto [chain, fresh] = chains_.try_emplace({table, i, category});
    if (fresh) chain->second = space_.chain_below(table, i, category, kNoCategory);
    up.push_back(&chain->second);
  }
  std::vector<Neighbour> found;
  for (const auto first : open) {
    std::size_t rank = 0;
    for (const auto& one : relatives(table, first, space_.category(table, cell, first))) {
      auto spans = up;
      spans[first] = &one.between;
      found.push_back({first, first, one.category, one.category, sum(table, cell, 0, spans, draft)});
      if (++rank > kMostInQuads) continue;
      for (const auto second : open) {
        if (second == first) continue;
        std::size_t second_rank = 0;
        for (const auto& other : relatives(table, second, space_.category(table, cell, second))) {
          if (++second_rank > kMostInQuads) break;
          spans[second] = &other.between;
          found.push_back({first, second, one.category, other.category, sum(table, cell, 0, spans, draft)});
        }
        spans[second] = up[second];
      }
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Neighbour& left, const Neighbour& right) {
    return left.estimate < right.estimate;
  });
  return found;
}

}  // namespace raccordo::aggregate
