#include "aggregate/witness/neighbourhood.hpp"

#include <algorithm>
#include <utility>

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostRelatives = 400;  // for lines
constexpr std::size_t kMostInQuads = 48;
constexpr int kNoCategory = -1;

}  // namespace

Neighbourhood::Offsets Neighbourhood::offsets(std::size_t table, std::size_t dimension,
                                              const std::vector<int>& categories) const {
  const auto first = space_.first_cell(table);
  Offsets out;
  for (const int category : categories) out.push_back(space_.with(table, first, dimension, category) - first);
  return out;
}

const std::vector<Neighbourhood::Relative>& Neighbourhood::relatives(std::size_t table, std::size_t dimension,
                                                                     int category) {
  const auto [found, fresh] = known_.try_emplace({table, dimension, category});
  if (!fresh) return found->second;
  for (const int other : space_.relatives(table, dimension, category, kMostRelatives)) {
    auto between = space_.chain_below(table, dimension, category, other);
    const auto back = space_.chain_below(table, dimension, other, category);
    between.insert(between.end(), back.begin(), back.end());
    found->second.push_back({other, offsets(table, dimension, between)});
  }
  return found->second;
}

/// The category and its ancestors.
const Neighbourhood::Offsets& Neighbourhood::chain(std::size_t table, std::size_t dimension, int category) {
  const auto [found, fresh] = chains_.try_emplace({table, dimension, category});
  if (fresh) {
    found->second = offsets(table, dimension, space_.chain_below(table, dimension, category, kNoCategory));
  }
  return found->second;
}

/// Weight of all shown cells that combine one category of each span.
double Neighbourhood::sum(CellNo cell, std::size_t dimension) const {
  if (dimension == spans_.size()) {
    return hidden_.is_hidden(cell) || draft_->changes_cell(cell) ? 0 : space_.weight(cell);
  }
  double total = 0;
  for (const auto offset : *spans_[dimension]) total += sum(cell + offset, dimension + 1);
  return total;
}

void Neighbourhood::add_lines(std::size_t dimension) {
  const auto* const up = spans_[dimension];
  for (const auto& one : relatives(table_, dimension, categories_[dimension])) {
    spans_[dimension] = &one.between;
    found_.push_back({dimension, dimension, one.category, one.category, sum(origin_, 0)});
  }
  spans_[dimension] = up;
}

/// The attribute of either dimension may be exchanged.
void Neighbourhood::add_quads(std::size_t first, std::size_t second) {
  const auto* const up_first = spans_[first];
  const auto* const up_second = spans_[second];
  const auto& ones = relatives(table_, first, categories_[first]);
  const auto& others = relatives(table_, second, categories_[second]);
  for (std::size_t i = 0; i < std::min(ones.size(), kMostInQuads); ++i) {
    spans_[first] = &ones[i].between;
    for (std::size_t j = 0; j < std::min(others.size(), kMostInQuads); ++j) {
      spans_[second] = &others[j].between;
      const double estimate = sum(origin_, 0);
      found_.push_back({first, second, ones[i].category, others[j].category, estimate});
      found_.push_back({second, first, others[j].category, ones[i].category, estimate});
    }
  }
  spans_[first] = up_first;
  spans_[second] = up_second;
}

void Neighbourhood::add_transfers(std::size_t first, std::size_t second) {
  const auto* const up_first = spans_[first];
  const auto* const up_second = spans_[second];
  auto below_total = *up_first;
  below_total.pop_back();
  spans_[first] = &below_total;
  for (const auto& other : relatives(table_, second, categories_[second])) {
    spans_[second] = &other.between;
    found_.push_back({first, second, 0, other.category, sum(origin_, 0)});
  }
  spans_[first] = up_first;
  spans_[second] = up_second;
}

std::vector<Neighbour> Neighbourhood::around(CellNo cell, const Draft& draft) {
  draft_ = &draft;
  table_ = space_.table_of(cell);
  origin_ = space_.first_cell(table_);
  const auto dimensions = space_.dimensions(table_);
  categories_.clear();
  spans_.clear();
  found_.clear();
  for (std::size_t i = 0; i < dimensions; ++i) {
    categories_.push_back(space_.category(table_, cell, i));
    spans_.push_back(&chain(table_, i, categories_[i]));
  }
  for (std::size_t first = 0; first < dimensions; ++first) {
    if (categories_[first] == 0) continue;
    add_lines(first);
    const bool is_need = space_.plan(table_).dimensions[first].choice.dimension == model::Dimension::need;
    for (std::size_t second = 0; second < dimensions; ++second) {
      if (second == first || categories_[second] == 0) continue;
      if (second > first) add_quads(first, second);
      if (is_need) add_transfers(first, second);
    }
  }
  std::stable_sort(found_.begin(), found_.end(), [](const Neighbour& left, const Neighbour& right) {
    return left.estimate < right.estimate;
  });
  return std::move(found_);
}

}  // namespace raccordo::aggregate
