#include <utility>

#include "aggregate/count/shared_cells.hpp"
#include "aggregate/facts/dimensions.hpp"
#include "aggregate/published/group_makers.hpp"

namespace raccordo::aggregate {
namespace {

using model::Measure;
using model::When;

std::vector<WatchTerm> terms_of(const std::vector<std::uint32_t>& cells, int factor) {
  std::vector<WatchTerm> out;
  for (const auto cell : cells) out.push_back({cell, factor});
  return out;
}

void append(std::vector<WatchTerm>& terms, const std::vector<std::uint32_t>& cells, int factor) {
  const auto more = terms_of(cells, factor);
  terms.insert(terms.end(), more.begin(), more.end());
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
  SharedCells(outer, inner).for_each([&](const Cells& cells, const Cells& others) {
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
