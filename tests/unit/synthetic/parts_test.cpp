// The parts of the maker, each alone.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/release_of.hpp"
#include "synthetic/completion.hpp"
#include "synthetic/files.hpp"
#include "synthetic/random.hpp"
#include "synthetic/start.hpp"
#include "synthetic/table_set.hpp"
#include "synthetic/tally.hpp"
#include "synthetic/vocabulary.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using synthetic::Kind;

TEST(SyntheticRandom, DrawsTheSameNumbersOnEveryMachine) {
  synthetic::Random random("raccordo");
  std::vector<std::uint64_t> drawn;
  for (int i = 0; i < 4; ++i) drawn.push_back(random.below(1000));
  synthetic::Random again("raccordo");
  for (const auto number : drawn) EXPECT_EQ(again.below(1000), number);
  synthetic::Random other("raccordo 2");
  EXPECT_NE(random.next(), other.next());
}

TEST(SyntheticRandom, DrawsInProportionToWeights) {
  synthetic::Random random("weights");
  const std::vector<std::uint64_t> weights = {0, 1, 3};
  std::vector<int> counts(3, 0);
  for (int i = 0; i < 4000; ++i) ++counts[random.weighted(weights)];
  EXPECT_EQ(counts[0], 0);
  EXPECT_NEAR(counts[2], 3000, 150);
  EXPECT_EQ(random.weighted(std::vector<std::uint64_t>{0, 0}), 2U);
}

aggregate::Release small_release() {
  SmallRegister given;
  for (int i = 0; i < 40; ++i) {
    given.open(given.person("M", "1950-01-01"), i % 2 == 0 ? "016001" : "016004");
    given.intervene("anziani", i < 3 ? "anziani.pasti" : "anziani.trasporto");
  }
  const auto count = [](std::vector<model::DimensionChoice> choices, const char* id) {
    auto definition = extract_by(model::Measure::persons, model::When::active_during, std::move(choices));
    definition.id = id;
    return definition;
  };
  return release_of(given.facts,
                    {count({by(model::TerritoryLevel::comune), by_age({"0-17", "18-64", "65+"})}, "fine"),
                     count({by(model::TerritoryLevel::ambito), by_age({"0-39", "40+"})}, "coarse"),
                     count({by(model::Dimension::type)}, "type")},
                    small_scheme(), request_for(year(2017)))
      .value();
}

TEST(Vocabulary, UnitesLevelsAndBandsOfAllTables) {
  const auto vocabulary = synthetic::read_vocabulary(small_release()).value();
  std::vector<std::string> ages;
  for (const auto leaf : vocabulary.tree(Kind::age).leaves)
    ages.push_back(vocabulary.tree(Kind::age).nodes[leaf].code);
  EXPECT_EQ(ages, (std::vector<std::string>{"0-17", "18-39", "40-64", "65+", "_U"}));
  const auto& territory = vocabulary.tree(Kind::territory);
  const auto bucket = [&](const char* code) {
    return territory.nodes[vocabulary.bucket_of[territory.find(code).value()]].code;
  };
  EXPECT_EQ(bucket("016003"), "alfa");
  EXPECT_EQ(bucket("alfa.1"), "alfa");
  EXPECT_EQ(bucket("016215"), "_U");
  EXPECT_EQ(bucket("district-alto"), "_T");
}

TEST(Vocabulary, PutsTypesUnderTheirAreas) {
  const auto vocabulary = synthetic::read_vocabulary(small_release()).value();
  const auto& services = vocabulary.tree(Kind::service);
  const auto meals = services.find("anziani.pasti").value();
  EXPECT_EQ(services.nodes[vocabulary.area_of(meals)].code, "anziani");
  EXPECT_TRUE(services.find_under("_U", services.find("anziani").value()).has_value());
}

TEST(Completion, DividesTheRestAmongHiddenParts) {
  const auto release = small_release();
  const auto& table = *release.find("type");
  const auto completed = synthetic::complete(table);
  for (std::size_t i = 0; i < completed.size(); ++i) {
    if (!table.cells()[i].hidden) {
      EXPECT_EQ(completed[i], table.cells()[i].value);
    }
    EXPECT_GE(completed[i], 0);
  }
}

TEST(RegisterStart, GivesShownCountsFromAmbitoUpBeforeAnyRepair) {
  const auto release = small_release();
  const auto vocabulary = synthetic::read_vocabulary(release).value();
  const auto set = synthetic::read_tables(vocabulary, release).value();
  for (const auto* seed : {"one", "two", "three"}) {
    synthetic::Random random(seed);
    const auto people = synthetic::fill_register(vocabulary, set, random);
    synthetic::Tally tally(vocabulary, set, people);
    tally.count();
    for (std::uint32_t cell = 0; cell < set.wanted.size(); ++cell) {
      if (set.weight[cell] == synthetic::kUpperWeight) {
        EXPECT_EQ(tally.excess(cell), 0) << seed << " " << cell;
      }
    }
  }
}

TEST(RegisterStart, GivesEveryoneWithInterventionsOneOfTheShownAreas) {
  const auto release = small_release();
  const auto vocabulary = synthetic::read_vocabulary(release).value();
  const auto set = synthetic::read_tables(vocabulary, release).value();
  synthetic::Random random("allocation");
  const auto people = synthetic::fill_register(vocabulary, set, random);
  for (const auto& presence : people.presences) {
    ASSERT_EQ(presence.services.size(), 1U);
    EXPECT_EQ(vocabulary.tree(Kind::service).nodes[vocabulary.area_of(presence.services.front())].code,
              "anziani");
  }
}

TEST(FitText, WritesAmountsInEuro) {
  EXPECT_EQ(synthetic::distance_text(model::Measure::amount, -105), "-1.05");
  EXPECT_EQ(synthetic::distance_text(model::Measure::persons, 105), "105");
  EXPECT_EQ(synthetic::csv_row({"a", "", "b,\"c\"", "=x", "-1.05"}), "a,,\"b,\"\"c\"\"\",'=x,-1.05\n");
}

}  // namespace
}  // namespace raccordo::tests
