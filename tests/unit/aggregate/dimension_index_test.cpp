// A dimension prepared for counting.
#include "aggregate/count/dimension_index.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>

#include "aggregate/count/group.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Measure;
using model::TerritoryLevel;
using model::When;

aggregate::CountingDimension dimension_of(model::DimensionChoice choice) {
  const auto plans =
      aggregate::plan_tables({extract_by(Measure::persons, When::active_during, {std::move(choice)})},
                             small_scheme(), year(2017))
          .value();
  return plans.front().dimensions.front();
}

TEST(DimensionIndex, LeadsFromACodeToItsCategoryAndToAllAboveIt) {
  model::CodePool codes;
  const auto known = codes.intern("016003"), unknown = codes.intern("nowhere");
  const auto dimension = dimension_of(by(TerritoryLevel::ambito));
  const auto index = aggregate::index_dimension(dimension, codes, 3);
  const auto leaf = static_cast<std::size_t>(index.leaf_of_code[known]);
  const auto& categories = dimension.shown.categories;
  EXPECT_EQ(categories[leaf].code, "alfa");
  EXPECT_EQ(index.leaf_of_code[unknown], dimension.unassigned);
  const auto chain =
      std::span(index.chain_offsets)
          .subspan(index.chain_begin[leaf], index.chain_begin[leaf + 1] - index.chain_begin[leaf]);
  ASSERT_EQ(chain.size(), static_cast<std::size_t>(categories[leaf].depth) + 1);
  EXPECT_EQ(chain.front(), leaf * 3);
  EXPECT_EQ(chain.back(), 0U);
}

TEST(DimensionIndex, FindsTheBandOfEveryAge) {
  const auto dimension = dimension_of(by_age({"0-17", "18-64"}));
  const auto index = aggregate::index_dimension(dimension, {}, 1);
  const auto band_of = [&](std::size_t age) {
    return dimension.shown.categories[static_cast<std::size_t>(index.leaf_of_age[age])].code;
  };
  ASSERT_EQ(index.leaf_of_age.size(), static_cast<std::size_t>(aggregate::kAges));
  EXPECT_EQ(band_of(17), "0-17");
  EXPECT_EQ(band_of(18), "18-64");
  EXPECT_EQ(index.leaf_of_age[65], dimension.unassigned);
}

}  // namespace
}  // namespace raccordo::tests
