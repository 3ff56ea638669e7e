#include "aggregate/count/table_shape.hpp"

namespace raccordo::aggregate {
TableShape::TableShape(const PlannedTable& plan, std::uint32_t first)
    : plan_(&plan), first_(first), strides_(plan.dimensions.size(), 1) {
  for (std::size_t i = strides_.size(); i-- > 1;) strides_[i - 1] = strides_[i] * categories(i).size();
  for (std::size_t i = 0; i < strides_.size(); ++i) {
    auto& children = children_.emplace_back(categories(i).size());
    for (std::size_t at = 0; at < categories(i).size(); ++at) {
      const auto parent = categories(i)[at].parent;
      if (parent >= 0) children[static_cast<std::size_t>(parent)].push_back(at);
    }
  }
}

std::uint32_t TableShape::cell_with(std::size_t place, std::size_t dimension, std::size_t category) const {
  const auto other = place + (category - category_of(place, dimension)) * strides_[dimension];
  return first_ + static_cast<std::uint32_t>(other);
}

std::uint32_t TableShape::cell(std::span<const std::size_t> categories) const {
  std::size_t place = 0;
  for (std::size_t i = 0; i < categories.size(); ++i) place += categories[i] * strides_[i];
  return first_ + static_cast<std::uint32_t>(place);
}

}  // namespace raccordo::aggregate
