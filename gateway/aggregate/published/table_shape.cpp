#include "aggregate/published/table_shape.hpp"

namespace raccordo::aggregate {
namespace {

/// A Comune within a group is shown only if the list says so.
bool is_listed(const model::Category& category, model::Dimension kind, const model::Territory& territory) {
  if (kind != model::Dimension::territory && kind != model::Dimension::residence) return true;
  const auto* comune = territory.by_istat(category.code);
  return comune == nullptr || comune->group.empty() || comune->alone;
}

}  // namespace

TableShape::TableShape(const PlannedTable& plan, std::uint32_t first, const model::Territory& territory)
    : plan_(&plan), first_(first), strides_(plan.dimensions.size(), 1) {
  for (std::size_t i = strides_.size(); i-- > 1;) strides_[i - 1] = strides_[i] * categories(i).size();
  for (std::size_t i = 0; i < strides_.size(); ++i) {
    auto& shown = shown_.emplace_back();
    auto& children = children_.emplace_back(categories(i).size());
    for (std::size_t at = 0; at < categories(i).size(); ++at) {
      const auto& category = categories(i)[at];
      shown.push_back(is_listed(category, kind(i), territory) ? 1 : 0);
      if (category.parent >= 0 && shown.back() != 0)
        children[static_cast<std::size_t>(category.parent)].push_back(at);
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

bool TableShape::may_be_shown(std::size_t place) const {
  for (std::size_t i = 0; i < strides_.size(); ++i) {
    if (!may_be_shown(i, category_of(place, i))) return false;
  }
  return true;
}

}  // namespace raccordo::aggregate
