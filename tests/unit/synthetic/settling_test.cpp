// Numbers that keep their bounds.
#include "synthetic/settling.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace raccordo::tests {
namespace {

using synthetic::Settling;
using Role = Settling::Role;

constexpr auto kNoLimit = std::numeric_limits<std::int64_t>::max() / 4;

TEST(Settling, FindsHiddenCellsOfTableWithShownSums) {
  // Rows 10, 20, 30 and columns 25, 35; the cell of the first row and column is shown.
  Settling settling;
  std::vector<std::vector<std::uint32_t>> rows(3), columns(2);
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 2; ++column) {
      const bool is_shown = row == 0 && column == 0;
      const auto variable = settling.add(is_shown ? 9 : 5, is_shown ? Role::fixed : Role::free);
      rows[row].push_back(variable);
      columns[column].push_back(variable);
    }
  }
  const std::vector<std::int64_t> row_sums = {10, 20, 30}, column_sums = {25, 35};
  for (std::size_t i = 0; i < 3; ++i) settling.bind({rows[i], {}, row_sums[i], row_sums[i]});
  for (std::size_t i = 0; i < 2; ++i) settling.bind({columns[i], {}, column_sums[i], column_sums[i]});
  EXPECT_GT(settling.distance(), 0);
  synthetic::Random random("settling");
  settling.run(random);
  EXPECT_EQ(settling.distance(), 0);
  EXPECT_EQ(settling.value(rows[0][0]), 9);
  EXPECT_EQ(settling.value(rows[0][1]), 1);
  EXPECT_EQ(settling.value(rows[1][0]) + settling.value(rows[2][0]), 16);
  for (const auto& row : rows) {
    for (const auto variable : row) EXPECT_GE(settling.value(variable), 0);
  }
}

TEST(Settling, KeepsDifferencesWithinTheirBounds) {
  Settling settling;
  const auto opened = settling.add(50, Role::free), all = settling.add(20, Role::fixed),
             closed = settling.add(0, Role::free);
  settling.bind({{all}, {opened}, 0, kNoLimit});
  settling.bind({{opened}, {closed}, 4, 6});
  synthetic::Random random("settling");
  settling.run(random);
  EXPECT_LE(settling.value(opened), 20);
  EXPECT_GE(settling.value(opened) - settling.value(closed), 4);
  EXPECT_LE(settling.value(opened) - settling.value(closed), 6);
}

TEST(Settling, ComesNearToBoundsThatContradictEachOther) {
  Settling settling;
  const auto variable = settling.add(3, Role::free), fixed = settling.add(7, Role::fixed);
  settling.bind({{variable}, {}, 5, 5});
  settling.bind({{variable}, {}, 8, 8});
  settling.bind({{fixed}, {}, 9, 9});
  synthetic::Random random("settling");
  settling.run(random);
  EXPECT_EQ(settling.distance(), 3 + 2);
  EXPECT_EQ(settling.value(fixed), 7);
}

}  // namespace
}  // namespace raccordo::tests
