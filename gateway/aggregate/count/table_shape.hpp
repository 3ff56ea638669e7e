// The shape of one planned table: cells by categories, families of a category and its children. Internal to
// aggregate/: used by the generators of watched groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "aggregate/count/planned_table.hpp"

namespace raccordo::aggregate {

class TableShape {
 public:
  /// `first` is the number of the table's first cell among those of all tables.
  TableShape(const PlannedTable& plan, std::uint32_t first);

  const PlannedTable& plan() const { return *plan_; }
  const model::ExtractDefinition& definition() const { return plan_->table.definition; }
  std::size_t dimensions() const { return plan_->dimensions.size(); }
  const std::vector<model::Category>& categories(std::size_t dimension) const {
    return plan_->dimensions[dimension].shown.categories;
  }
  model::Dimension kind(std::size_t dimension) const { return plan_->dimensions[dimension].choice.dimension; }
  bool is_additive(std::size_t dimension) const { return plan_->dimensions[dimension].shown.additive; }
  std::uint32_t first() const { return first_; }
  std::size_t size() const { return plan_->cells; }
  std::size_t category_of(std::size_t place, std::size_t dimension) const {
    return place / strides_[dimension] % categories(dimension).size();
  }
  /// The number of the cell with this category instead, among those of all tables.
  std::uint32_t cell_with(std::size_t place, std::size_t dimension, std::size_t category) const;
  /// The number of a cell by one category for each dimension.
  std::uint32_t cell(std::span<const std::size_t> categories) const;
  const std::vector<std::size_t>& children(std::size_t dimension, std::size_t category) const {
    return children_[dimension][category];
  }

 private:
  const PlannedTable* plan_;
  std::uint32_t first_ = 0;
  std::vector<std::size_t> strides_;
  std::vector<std::vector<std::vector<std::size_t>>> children_;
};

}  // namespace raccordo::aggregate
