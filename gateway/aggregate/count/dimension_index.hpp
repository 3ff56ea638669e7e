// A dimension of a table, prepared for counting: the category of each code, and the cells above it. Internal
// to aggregate/: made by TableCounter for each of its dimensions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "model/case_facts.hpp"

namespace raccordo::aggregate {

/// Ages in years that have a category of their own; who is older is unassigned.
inline constexpr int kAges = 151;

/// A CountingDimension with look-ups by number instead of by text.
struct DimensionIndex {
  model::Dimension kind = model::Dimension::territory;
  std::vector<std::int32_t> leaf_of_code, leaf_of_type;  ///< by CodeNo
  std::vector<std::int32_t> leaf_of_age;                 ///< by age in years
  std::int32_t unassigned = 0;
  std::int32_t earlier = -1;               ///< month only: the row `_P`; negative if there is none
  std::vector<std::uint32_t> chain_begin;  ///< by category, into `chain`
  std::vector<std::uint32_t>
      chain_offsets;         ///< a category and all above it, times the stride of the dimension
  std::uint32_t stride = 1;  ///< from one category to the next, in cells

  friend bool operator==(const DimensionIndex&, const DimensionIndex&) = default;
};

/// `stride`: from one category to the next, in cells.
DimensionIndex index_dimension(const CountingDimension& dimension, const model::CodePool& codes,
                               std::size_t stride);

}  // namespace raccordo::aggregate
