#include <utility>

#include "aggregate/count/shared_cells.hpp"
#include "aggregate/published/group_makers.hpp"

namespace raccordo::aggregate {
namespace {

/// The groups of one cell and its children in one dimension.
class Family {
 public:
  Family(const TableShape& table, std::size_t place, std::size_t dimension, std::vector<WatchedGroup>& out)
      : table_(table),
        place_(place),
        dimension_(dimension),
        parent_(table.first() + static_cast<std::uint32_t>(place)),
        children_(table.children(dimension, table.category_of(place, dimension))),
        out_(out) {}

  void add() {
    if (children_.size() < 2) return add_rest_of_one();
    for (const auto child : children_) add_group({{parent_, 1}, {cell(child), -1}});
    if (table_.kind(dimension_) == model::Dimension::age) add_runs();
    if (table_.is_additive(dimension_)) return;
    add_overlap();
    add_only_others();
  }

 private:
  std::uint32_t cell(std::size_t child) const { return table_.cell_with(place_, dimension_, child); }

  void add_group(std::vector<WatchTerm> terms) {
    const auto& definition = table_.definition();
    out_.push_back({is_flow(definition) ? WatchKind::flow : WatchKind::stock,
                    definition.measure == model::Measure::amount,
                    std::move(terms),
                    {}});
  }

  /// The Comuni of a group of which only one may be shown.
  void add_rest_of_one() {
    for (const auto child : children_) add_group({{parent_, 1}, {cell(child), -1}});
  }

  /// Neighbouring bands together; all of them are the parent.
  void add_runs() {
    for (std::size_t first = 0; first < children_.size(); ++first) {
      std::vector<WatchTerm> terms{{cell(children_[first]), 1}};
      for (std::size_t last = first + 1; last < children_.size(); ++last) {
        terms.push_back({cell(children_[last]), 1});
        if (first != 0 || last + 1 != children_.size()) add_group(terms);
      }
    }
  }

  void add_overlap() {
    std::vector<WatchTerm> terms{{parent_, -1}};
    for (const auto child : children_) terms.push_back({cell(child), 1});
    add_group(std::move(terms));
  }

  void add_only_others() {
    for (const auto unassigned : children_) {
      if (table_.categories(dimension_)[unassigned].code != kUnassigned) continue;
      for (const auto child : children_) {
        if (child != unassigned) add_group({{parent_, 1}, {cell(unassigned), -1}, {cell(child), -1}});
      }
    }
  }

  const TableShape& table_;
  std::size_t place_, dimension_;
  std::uint32_t parent_;
  const std::vector<std::size_t>& children_;
  std::vector<WatchedGroup>& out_;
};

}  // namespace

void add_cells(const TableShape& table, std::vector<WatchedGroup>& out) {
  const auto& definition = table.definition();
  for (std::size_t place = 0; place < table.size(); ++place) {
    out.push_back({is_flow(definition) ? WatchKind::flow : WatchKind::stock,
                   definition.measure == model::Measure::amount,
                   {{table.first() + static_cast<std::uint32_t>(place), 1}},
                   {}});
  }
}

void add_families(const TableShape& table, std::vector<WatchedGroup>& out) {
  for (std::size_t place = 0; place < table.size(); ++place) {
    for (std::size_t i = 0; i < table.dimensions(); ++i) Family(table, place, i, out).add();
  }
}

}  // namespace raccordo::aggregate
