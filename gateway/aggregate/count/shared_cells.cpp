#include "aggregate/count/shared_cells.hpp"

#include "aggregate/facts/dimensions.hpp"

namespace raccordo::aggregate {
namespace {

using model::Measure;
using model::When;

/// The bands of `fine` that together are this band of `coarse`; none if they do not cover it.
std::vector<std::size_t> bands_within(const CountingDimension& fine, const model::AgeBand& band) {
  constexpr int kOldest = 1000;
  const auto end_of = [](const model::AgeBand& each) { return each.high < 0 ? kOldest : each.high; };
  std::vector<std::size_t> out;
  int next = band.low;
  for (const auto& each : fine.choice.ages) {
    if (each.low != next || end_of(each) > end_of(band)) continue;
    next = end_of(each) + 1;
    out.push_back(static_cast<std::size_t>(fine.leaf_of.find(each.code)->second));
  }
  return next == end_of(band) + 1 ? out : std::vector<std::size_t>{};
}

std::size_t band_category(const CountingDimension& dimension, const model::AgeBand& band) {
  return static_cast<std::size_t>(dimension.leaf_of.find(band.code)->second);
}

/// True if who counts under `inner` counts under `outer`, with the same unit.
bool implies(When inner, When outer) {
  if (inner == outer) return true;
  switch (outer) {
    case When::registered_by_end:
      return true;
    case When::active_during:
      return inner == When::open_at_end || inner == When::opened_during || inner == When::closed_during;
    default:
      return false;
  }
}

}  // namespace

bool is_flow(const model::ExtractDefinition& definition) {
  return definition.measure == Measure::amount || definition.when == When::opened_during ||
         definition.when == When::closed_during;
}

bool is_implied(const model::ExtractDefinition& inner, const model::ExtractDefinition& outer) {
  if (inner.measure == Measure::amount || outer.measure == Measure::amount) return false;
  if (is_flow(inner) != is_flow(outer)) return false;  // the clock and the residuals cover these
  if (!inner.kinds.are_within(outer.kinds)) return false;
  const bool by_intervention = counts_by_intervention(outer);
  const bool is_inner_by_intervention = counts_by_intervention(inner);
  const bool is_joint = inner.measure == Measure::persons_joint && outer.measure == Measure::persons;
  if (inner.measure != outer.measure && !is_joint) {
    return outer.measure == Measure::cases && model::counts_persons(inner.measure) &&
           inner.when == outer.when && by_intervention == is_inner_by_intervention &&
           inner.kinds == outer.kinds;
  }
  if (!is_joint && inner.when == outer.when && by_intervention == is_inner_by_intervention)
    return inner.kinds != outer.kinds;
  return implies(inner.when, outer.when) && (!by_intervention || is_inner_by_intervention);
}

bool counts_alike(const model::ExtractDefinition& one, const model::ExtractDefinition& other) {
  return one.measure == other.measure && one.when == other.when && one.kinds == other.kinds &&
         counts_by_intervention(one) == counts_by_intervention(other);
}

/// One dimension of two tables.
std::vector<SharedCells::Match> SharedCells::matches(const TableShape& outer, std::size_t of_outer,
                                                     const TableShape& inner, std::size_t of_inner) {
  std::vector<Match> out;
  const auto& categories = outer.categories(of_outer);
  const auto& others = inner.categories(of_inner);
  for (std::size_t i = 0; i < categories.size(); ++i) {
    for (std::size_t j = 0; j < others.size(); ++j) {
      if (categories[i].code == others[j].code) out.push_back({{i}, {j}});
    }
  }
  if (outer.kind(of_outer) != model::Dimension::age) return out;
  const auto& bands = outer.plan().dimensions[of_outer];
  const auto& other_bands = inner.plan().dimensions[of_inner];
  for (const auto& band : other_bands.choice.ages) {
    auto parts = bands_within(bands, band);
    if (parts.size() > 1) out.push_back({std::move(parts), {band_category(other_bands, band)}});
  }
  for (const auto& band : bands.choice.ages) {
    auto parts = bands_within(other_bands, band);
    if (parts.size() > 1) out.push_back({{band_category(bands, band)}, std::move(parts)});
  }
  return out;
}

SharedCells::SharedCells(const TableShape& outer, const TableShape& inner) : outer_(outer), inner_(inner) {
  for (std::size_t i = 0; i < outer.dimensions(); ++i) {
    for (std::size_t j = 0; j < inner.dimensions(); ++j) {
      if (outer.kind(i) == inner.kind(j)) shared_.push_back({i, j, matches(outer, i, inner, j)});
    }
  }
}

void SharedCells::for_each(const Use& use) const {
  descend(0, {std::vector<std::size_t>(outer_.dimensions(), 0)},
          {std::vector<std::size_t>(inner_.dimensions(), 0)}, use);
}

SharedCells::Places SharedCells::with(const Places& places, std::size_t dimension,
                                      const std::vector<std::size_t>& categories) {
  Places out;
  for (const auto& place : places) {
    for (const auto category : categories) {
      out.push_back(place);
      out.back()[dimension] = category;
    }
  }
  return out;
}

void SharedCells::descend(std::size_t depth, const Places& of_outer, const Places& of_inner,
                          const Use& use) const {
  if (depth == shared_.size()) {
    Cells cells, others;
    for (const auto& place : of_outer) cells.push_back(outer_.cell(place));
    for (const auto& place : of_inner) others.push_back(inner_.cell(place));
    return use(cells, others);
  }
  for (const auto& match : shared_[depth].matches) {
    descend(depth + 1, with(of_outer, shared_[depth].outer, match.outer),
            with(of_inner, shared_[depth].inner, match.inner), use);
  }
}

}  // namespace raccordo::aggregate
