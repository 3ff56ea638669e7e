#include <algorithm>
#include <functional>
#include <utility>

#include "aggregate/facts/dimensions.hpp"
#include "aggregate/published/group_makers.hpp"

namespace raccordo::aggregate {
namespace {

using model::Measure;
using model::When;

/// Categories of two tables that are the same set of persons; several ones together for age bands.
struct Match {
  std::vector<std::size_t> outer, inner;
};

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

/// One dimension of two tables.
std::vector<Match> matches(const TableShape& outer, std::size_t of_outer, const TableShape& inner,
                           std::size_t of_inner) {
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

/// All combinations of categories that tables share; other dimensions are at their total.
class SharedCells {
 public:
  SharedCells(const TableShape& outer, const TableShape& inner) : outer_(outer), inner_(inner) {
    for (std::size_t i = 0; i < outer.dimensions(); ++i) {
      for (std::size_t j = 0; j < inner.dimensions(); ++j) {
        if (outer.kind(i) == inner.kind(j)) shared_.push_back({i, j, matches(outer, i, inner, j)});
      }
    }
  }

  /// Calls `use(cells of outer, cells of inner)`.
  template <class Use>
  void for_each(Use use) const {
    std::vector<std::vector<std::size_t>> of_outer{std::vector<std::size_t>(outer_.dimensions(), 0)};
    std::vector<std::vector<std::size_t>> of_inner{std::vector<std::size_t>(inner_.dimensions(), 0)};
    descend(0, of_outer, of_inner, use);
  }

 private:
  struct Shared {
    std::size_t outer = 0, inner = 0;
    std::vector<Match> matches;
  };
  using Places = std::vector<std::vector<std::size_t>>;

  static Places with(const Places& places, std::size_t dimension,
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

  template <class Use>
  void descend(std::size_t depth, const Places& of_outer, const Places& of_inner, Use& use) const {
    if (depth == shared_.size()) {
      std::vector<std::uint32_t> cells, others;
      for (const auto& place : of_outer) cells.push_back(outer_.cell(place));
      for (const auto& place : of_inner) others.push_back(inner_.cell(place));
      return use(cells, others);
    }
    for (const auto& match : shared_[depth].matches) {
      descend(depth + 1, with(of_outer, shared_[depth].outer, match.outer),
              with(of_inner, shared_[depth].inner, match.inner), use);
    }
  }

  const TableShape& outer_;
  const TableShape& inner_;
  std::vector<Shared> shared_;
};

std::vector<WatchTerm> terms_of(const std::vector<std::uint32_t>& cells, int factor) {
  std::vector<WatchTerm> out;
  for (const auto cell : cells) out.push_back({cell, factor});
  return out;
}

void append(std::vector<WatchTerm>& terms, const std::vector<std::uint32_t>& cells, int factor) {
  const auto more = terms_of(cells, factor);
  terms.insert(terms.end(), more.begin(), more.end());
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

/// Two tables whose difference says something that neither does.
bool is_implied(const model::ExtractDefinition& inner, const model::ExtractDefinition& outer) {
  if (inner.measure == Measure::amount || outer.measure == Measure::amount) return false;
  if (is_flow(inner) != is_flow(outer)) return false;  // the clock and the residuals cover these
  if (!inner.kinds.are_within(outer.kinds)) return false;
  const bool by_intervention = counts_by_intervention(outer);
  const bool is_inner_by_intervention = counts_by_intervention(inner);
  if (inner.measure != outer.measure) {
    return outer.measure == Measure::cases && inner.measure == Measure::persons && inner.when == outer.when &&
           by_intervention == is_inner_by_intervention && inner.kinds == outer.kinds;
  }
  if (inner.when == outer.when && by_intervention == is_inner_by_intervention)
    return inner.kinds != outer.kinds;
  return implies(inner.when, outer.when) && (!by_intervention || is_inner_by_intervention);
}

/// Only of cases: a person with two cases comes and goes once as a person.
bool is_case_table(const TableShape& table, When when) {
  const auto& definition = table.definition();
  return definition.measure == Measure::cases && definition.when == when &&
         !counts_by_intervention(definition);
}

bool have_same_kinds(const TableShape& one, const TableShape& other) {
  return one.definition().kinds == other.definition().kinds;
}

/// Stock less stock before less opened, and for those in charge plus closed before.
void add_residuals_of(const TableShape& stock, const TableShape& opened, const TableShape* closed,
                      std::vector<WatchedGroup>& out) {
  SharedCells(stock, opened).for_each([&](const auto& cells, const auto& flows) {
    WatchedGroup group{WatchKind::residual, false, terms_of(cells, 1), terms_of(cells, -1)};
    append(group.terms, flows, -1);
    if (closed == nullptr) return out.push_back(std::move(group));
    SharedCells(stock, *closed).for_each([&](const auto& same, const auto& ends) {
      if (same != cells) return;
      auto with_ends = group;
      append(with_ends.before, ends, 1);
      out.push_back(std::move(with_ends));
    });
  });
}

}  // namespace

void add_differences(const TableShape& outer, const TableShape& inner, std::vector<WatchedGroup>& out) {
  if (!is_implied(inner.definition(), outer.definition())) return;
  const auto kind = is_flow(outer.definition()) ? WatchKind::flow : WatchKind::stock;
  SharedCells(outer, inner).for_each([&](const auto& cells, const auto& others) {
    WatchedGroup group{kind, false, terms_of(cells, 1), {}};
    append(group.terms, others, -1);
    out.push_back(std::move(group));
  });
}

void add_residuals(std::span<const TableShape> tables, std::vector<WatchedGroup>& out) {
  for (const auto& opened : tables) {
    if (!is_case_table(opened, When::opened_during)) continue;
    for (const auto& stock : tables) {
      if (!have_same_kinds(stock, opened)) continue;
      if (is_case_table(stock, When::registered_by_end)) add_residuals_of(stock, opened, nullptr, out);
      if (!is_case_table(stock, When::active_during)) continue;
      for (const auto& closed : tables) {
        if (is_case_table(closed, When::closed_during) && have_same_kinds(stock, closed))
          add_residuals_of(stock, opened, &closed, out);
      }
    }
  }
}

}  // namespace raccordo::aggregate
