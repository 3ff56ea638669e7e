// The attackers themselves: that they read published tables, assume only true relations, and count
// completely.
#include <gtest/gtest.h>

#include <algorithm>

#include "privacy/attackers/attack_scenes.hpp"

namespace raccordo::attackers {
namespace {

TEST(PublishedCells, RejectsInvalidDataset) {
  EXPECT_THROW(read_json_stat(""), std::invalid_argument);
  EXPECT_THROW(read_json_stat("{\"version\":\"2.0\"}"), std::invalid_argument);
  EXPECT_THROW(read_json_stat("[[[["), std::invalid_argument);
}

TEST(PublishedCells, ReadsBackWhatTheGatewayPublishes) {
  const auto matter = small_matter();
  const auto facts = random_register(matter, 1, 300);
  const auto exact = count_exactly(facts, matter);
  const auto published = publish(facts, matter);
  ASSERT_EQ(published.size(), exact.tables.size());
  std::size_t shown = 0, hidden = 0;
  for (std::size_t t = 0; t < published.size(); ++t) {
    EXPECT_EQ(published[t].id, exact.tables[t].id);
    ASSERT_EQ(published[t].cells.size(), exact.tables[t].cells.size());
    for (std::size_t i = 0; i < published[t].cells.size(); ++i) {
      published[t].cells[i] ? ++shown : ++hidden;
      if (published[t].cells[i]) {
        EXPECT_EQ(published[t].cells[i], exact.tables[t].cells[i]) << published[t].id << " " << i;
      }
    }
  }
  EXPECT_GT(shown, 0U);
  EXPECT_GT(hidden, 0U);
}

/// An attacker that relied on a false relation could find nothing and prove nothing.
TEST(LinkedCells, HoldForTrueRegisters) {
  for (const auto& matter : {small_matter(), shipped_matter()}) {
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      const auto exact = count_exactly(random_register(matter, seed, 500), matter);
      const auto linked = link_tables(exact.tables);
      EXPECT_GT(linked.relations.size(), linked.cells.size() / 2);
      EXPECT_NO_THROW(attack_linear(linked, matter.k));
    }
  }
}

TEST(LinkedCells, HoldForARegisterThatGrows) {
  auto matter = small_matter();
  const auto facts = random_register(matter, 7, 500);
  auto both = count_exactly(facts, matter).tables;
  matter.period = *model::parse_period("2016", model::Periodicity::year);
  const auto before = count_exactly(facts, matter).tables;
  both.insert(both.end(), before.begin(), before.end());
  const auto apart = link_tables(both);
  const auto linked = link_tables(both, Register::only_grows);
  EXPECT_GT(linked.relations.size(), apart.relations.size());
  EXPECT_NO_THROW(attack_linear(linked, matter.k));
}

TEST(LinearAttacker, DetectsContradictoryNumbers) {
  const auto matter = small_matter();
  auto tables = count_exactly(random_register(matter, 1, 100), matter).tables;
  *tables[0].cells[1] += 1;
  EXPECT_THROW(attack_linear(link_tables(tables), matter.k), std::runtime_error);
  tables[0].cells[2].reset();
  EXPECT_THROW(attack_linear(link_tables(tables), matter.k), std::runtime_error);
}

TEST(LinearAttacker, FindsTheOnlyHiddenCellOfAnAdditiveFamily) {
  const auto matter = small_matter();
  const auto exact = count_exactly(random_register(matter, 1, 100), matter);
  for (std::size_t place = 0; place < exact.tables[0].cells.size(); ++place) {
    auto tables = exact.tables;
    const auto value = *tables[0].cells[place];
    tables[0].cells[place].reset();
    const auto result = attack_linear(link_tables(tables), static_cast<int>(value) + 1);
    EXPECT_EQ(result.attacked, 1U);
    EXPECT_EQ(std::count_if(result.breaches.begin(), result.breaches.end(),
                            [&](const auto& breach) {
                              return breach.kind == BreachKind::within &&
                                     breach.high == static_cast<double>(value);
                            }),
              value > 0 ? 1 : 0)
        << place;
  }
}

TEST(BruteForceAttacker, FindsTheTrueRegisterAmongAll) {
  const TinyUniverse universe;
  EXPECT_EQ(universe.kinds().counts.size(), 126U);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto exact = count_exactly(universe.random_register(seed, 5), universe.matter());
    EXPECT_GE(count_registers(link_tables(exact.tables), universe.kinds(), 5), 1U) << seed;
  }
}

/// The search and the integer programme share only their input.
TEST(BruteForceAttacker, AgreesWithIntegerProgramming) {
  const TinyUniverse universe;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto exact = count_exactly(universe.random_register(seed, 3 + seed % 4), universe.matter());
    const auto linked = link_tables(hide_naively(exact, universe.matter().k));
    const auto searched = attack_by_brute_force(linked, universe.kinds(), 3, exact.truth, 10'000'000);
    const auto solved = attack_by_brute_force(linked, universe.kinds(), 3, exact.truth, 0);
    ASSERT_EQ(searched.breaches.size(), solved.breaches.size()) << seed;
    for (std::size_t i = 0; i < solved.breaches.size(); ++i) {
      EXPECT_EQ(searched.breaches[i].cell, solved.breaches[i].cell);
    }
  }
}

TEST(BruteForceAttacker, FindsNoRegisterForImpossibleNumbers) {
  const TinyUniverse universe;
  auto tables = count_exactly(universe.random_register(1, 5), universe.matter()).tables;
  *tables[3].cells[0] += 1;
  EXPECT_EQ(count_registers(link_tables(tables), universe.kinds(), 1), 0U);
}

}  // namespace
}  // namespace raccordo::attackers
