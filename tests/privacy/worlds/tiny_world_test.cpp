// An attacker that enumerates all registers. It must find the leak in suppression without witnesses, or
// finding nothing in ours would prove nothing.
#include "privacy/worlds/tiny_world.hpp"

#include <gtest/gtest.h>

#include <random>

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

constexpr int kLeast = 3;

std::vector<model::ExtractDefinition> tables_of(const std::vector<Measure>& measures,
                                                const std::vector<model::DimensionChoice>& by) {
  std::vector<model::ExtractDefinition> tables;
  for (const auto measure : measures) tables.push_back(extract_by(measure, When::active_during, by));
  return tables;
}

/// Two Comuni of one group; one or two interventions in two areas, so that persons, cases and interventions
/// do not add up.
TinyWorld services_world() {
  std::vector<Kind> kinds;
  for (const auto* owner : {"016001", "016002"}) {
    kinds.push_back({owner, "F", {"anziani"}});
    kinds.push_back({owner, "F", {"disabili"}});
    kinds.push_back({owner, "F", {"anziani", "disabili"}});
    kinds.push_back({owner, "F", {"anziani", "anziani"}});
    kinds.push_back({owner, "F", {"disabili", "disabili"}});
  }
  return {kinds,
          tables_of({Measure::persons, Measure::cases, Measure::interventions},
                    {by(TerritoryLevel::comune), by(Dimension::area)}),
          9};
}

/// Two Comuni of different districts, two sexes, two areas: three dimensions that add up.
TinyWorld additive_world() {
  std::vector<Kind> kinds;
  for (const auto* owner : {"016001", "016004"}) {
    for (const auto* sex : {"F", "M"}) {
      for (const auto* area : {"anziani", "disabili"}) kinds.push_back({owner, sex, {area}});
    }
  }
  return {kinds,
          tables_of({Measure::persons, Measure::interventions},
                    {by(TerritoryLevel::ambito), by(Dimension::sex), by(Dimension::area)}),
          11};
}

Counts random_counts(const TinyWorld& world, std::mt19937& random, int persons) {
  Counts counts(world.kinds(), 0);
  // Some kinds are more frequent; otherwise every cell would be small.
  std::vector<double> weights;
  for (std::size_t i = 0; i < world.kinds(); ++i) weights.push_back(random() % 4 == 0 ? 6 : 1);
  std::discrete_distribution<std::size_t> kind(weights.begin(), weights.end());
  for (int i = 0; i < persons; ++i) ++counts[kind(random)];
  return counts;
}

struct Outcome {
  Breaches ours, naive;
  int shown = 0;  ///< cells with persons in them that are shown
};

void add(Breaches& sum, const Breaches& one) {
  sum.sensitive += one.sensitive;
  sum.outsider += one.outsider;
  sum.insider += one.insider;
}

/// Attacks many random registers of a world, of so many persons that every witness lies within the world.
Outcome attack_many(const TinyWorld& world, int most, int rounds) {
  std::mt19937 random(20171);
  Outcome outcome;
  for (int round = 0; round < rounds; ++round) {
    const auto truth =
        random_counts(world, random, 1 + static_cast<int>(random() % static_cast<unsigned>(most)));
    const auto given = world.make_register(truth);
    const ProtectedRegister result(given, world.tables(), {kLeast, 10}, std::to_string(round));
    EXPECT_EQ(result.audit(), "");
    std::vector<bool> shown;
    for (std::size_t cell = 0; cell < result.result.hidden.size(); ++cell) {
      shown.push_back(result.result.hidden[cell] == 0);
    }
    const auto ours = world.attack(truth, shown, kLeast);
    EXPECT_EQ(ours.outsider, 0) << "round " << round;
    EXPECT_EQ(ours.insider, 0) << "round " << round;
    add(outcome.ours, ours);
    add(outcome.naive, world.attack(truth, world.naive(truth, kLeast), kLeast));
    std::size_t next = 0;
    for (const auto& plan : result.plans()) {
      for (const auto& cell : plan.table.cells) outcome.shown += shown[next++] && cell.persons > 0 ? 1 : 0;
    }
    if (::testing::Test::HasFailure()) break;
  }
  return outcome;
}

TEST(TinyWorld, FindsNothingIfTablesAreNotAdditive) {
  const auto outcome = attack_many(services_world(), 8, 1500);
  EXPECT_GT(outcome.ours.sensitive, 1000);
  EXPECT_GT(outcome.shown, 1000);
  EXPECT_EQ(outcome.ours.outsider + outcome.ours.insider, 0);
  EXPECT_GT(outcome.naive.outsider, 100);
  EXPECT_GT(outcome.naive.insider, 100);
}

TEST(TinyWorld, FindsNothingInThreeDimensionsThatAddUp) {
  const auto outcome = attack_many(additive_world(), 10, 1500);
  EXPECT_GT(outcome.ours.sensitive, 1000);
  EXPECT_GT(outcome.shown, 1000);
  EXPECT_EQ(outcome.ours.outsider + outcome.ours.insider, 0);
  EXPECT_GT(outcome.naive.outsider, 100);
}

/// One case in full: 2 of 5 in a Comune, the total of both and the total of the Comune are known.
TEST(TinyWorld, FindsASingleHiddenCellByItsTotals) {
  const auto world = services_world();
  Counts truth(world.kinds(), 0);
  truth[0] = 5;  // 016001, anziani
  truth[1] = 2;  // 016001, disabili
  const auto naive = world.attack(truth, world.naive(truth, kLeast), kLeast);
  EXPECT_GT(naive.outsider, 0);
}

}  // namespace
}  // namespace raccordo::tests
