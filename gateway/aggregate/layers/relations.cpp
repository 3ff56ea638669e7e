#include "aggregate/layers/relations.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "aggregate/count/shared_cells.hpp"
#include "aggregate/count/table_shape.hpp"
#include "aggregate/facts/category_tree.hpp"

namespace raccordo::aggregate {
namespace {

void add_disjoint(Cells wholes, Cells parts, std::vector<Relation>& out) {
  out.push_back({{std::move(wholes), std::move(parts)}, false});
}

/// A cell and its children in one dimension.
void add_family(const TableShape& table, std::size_t place, std::size_t dimension,
                std::vector<Relation>& out) {
  const auto& children = table.children(dimension, table.category_of(place, dimension));
  const auto parent = table.first() + static_cast<std::uint32_t>(place);
  Cells cells;
  for (const auto child : children) cells.push_back(table.cell_with(place, dimension, child));
  if (table.is_additive(dimension)) {
    if (!cells.empty()) add_disjoint({parent}, std::move(cells), out);
    return;
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    add_disjoint({parent}, {cells[i]}, out);
    if (table.categories(dimension)[children[i]].code != kUnassigned) continue;
    for (const auto other : cells) {
      if (other != cells[i]) add_disjoint({parent}, {cells[i], other}, out);
    }
  }
  const bool is_place = table.kind(dimension) == model::Dimension::territory ||
                        table.kind(dimension) == model::Dimension::residence;
  if (cells.size() > 1 && !is_place) out.push_back({{{parent}, std::move(cells)}, true});
}

void add_families(const TableShape& table, std::vector<Relation>& out) {
  for (std::size_t place = 0; place < table.size(); ++place) {
    for (std::size_t i = 0; i < table.dimensions(); ++i) add_family(table, place, i, out);
  }
}

/// Of two tables of which the inner counts a part of what the outer counts, or the same in finer bands.
void add_pair(const TableShape& outer, const TableShape& inner, std::vector<Relation>& out) {
  const bool is_inner = is_implied(inner.definition(), outer.definition()) &&
                        (inner.definition().measure == outer.definition().measure ||
                         model::counts_persons(outer.definition().measure));
  if (!is_inner && !counts_alike(outer.definition(), inner.definition())) return;
  SharedCells(outer, inner).for_each([&](const Cells& wholes, const Cells& parts) {
    if (is_inner || (wholes.size() == 1 && parts.size() > 1)) add_disjoint(wholes, parts, out);
  });
}

/// What follows from the cells that are shown.
class Rests {
 public:
  Rests(std::span<const PlannedTable> plans, std::uint32_t first, std::span<const std::uint8_t> hidden, int k)
      : hidden_(hidden), first_(first), k_(k) {
    for (const auto& plan : plans) {
      for (const auto& cell : plan.table.cells) persons_.push_back(cell.persons);
    }
  }

  void add(const Relation& relation) {
    const auto is_hidden = [&](std::uint32_t cell) { return hidden_[cell] != 0; };
    const auto& [wholes, parts] = relation.cells;
    if (std::any_of(wholes.begin(), wholes.end(), is_hidden)) return;
    DifferenceCell rest{wholes, {}};
    for (const auto part : parts) {
      if (!is_hidden(part) && persons(part) > 0) rest.parts.push_back(part);
    }
    if (rest.parts.empty()) return;
    std::sort(rest.parts.begin(), rest.parts.end());
    if (relation.needs_all_parts ? may_overlap(relation, rest) : may_be_small(rest))
      found_.insert(std::move(rest));
  }
  std::vector<DifferenceCell> take() { return {found_.begin(), found_.end()}; }

 private:
  std::int64_t persons(std::uint32_t cell) const { return persons_[cell - first_]; }
  std::int64_t sum(const std::vector<std::uint32_t>& cells) const {
    std::int64_t out = 0;
    for (const auto cell : cells) out += persons(cell);
    return out;
  }
  /// Whoever is in no part is in the rest: it has at least so many persons.
  bool may_be_small(const DifferenceCell& rest) const { return sum(rest.wholes) - sum(rest.parts) < k_; }
  /// Every person who is in several parts is counted too often, but never in more than all.
  bool may_overlap(const Relation& relation, const DifferenceCell& rest) const {
    const auto hidden = std::any_of(relation.cells.parts.begin(), relation.cells.parts.end(),
                                    [&](std::uint32_t cell) { return hidden_[cell] != 0; });
    const auto most = static_cast<std::int64_t>(rest.parts.size()) - 1;
    return !hidden && most > 0 && sum(rest.parts) - sum(rest.wholes) < k_ * most;
  }

  std::span<const std::uint8_t> hidden_;
  std::uint32_t first_;
  std::int64_t k_;
  std::vector<std::int64_t> persons_;
  std::set<DifferenceCell> found_;
};

}  // namespace

std::vector<Relation> relations_of(std::span<const PlannedTable> plans, std::uint32_t first) {
  std::vector<TableShape> tables;
  for (const auto& plan : plans) {
    tables.emplace_back(plan, first);
    first += static_cast<std::uint32_t>(plan.cells);
  }
  std::vector<Relation> out;
  for (const auto& table : tables) {
    add_families(table, out);
    for (const auto& other : tables) {
      if (&other != &table) add_pair(table, other, out);
    }
  }
  return out;
}

std::vector<DifferenceCell> find_rests(std::span<const Relation> relations,
                                       std::span<const PlannedTable> plans, std::uint32_t first,
                                       std::span<const std::uint8_t> hidden, int k) {
  Rests rests(plans, first, hidden, k);
  for (const auto& relation : relations) rests.add(relation);
  return rests.take();
}

}  // namespace raccordo::aggregate
