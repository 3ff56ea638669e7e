#include "aggregate/layers/register.hpp"

#include <gtest/gtest.h>

#include <random>

#include "aggregate/layers/plausibility.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

template <class T>
T any_of(std::mt19937& random, std::initializer_list<T> values) {
  return *(values.begin() + static_cast<std::ptrdiff_t>(random() % values.size()));
}

/// Persons with several cases, needs and interventions, complete or not.
SmallRegister motley_register(std::uint32_t seed) {
  std::mt19937 random(seed);
  SmallRegister given;
  for (int i = 0; i < 60; ++i) {
    const auto person =
        given.person(any_of(random, {"F", "M", "U"}), any_of(random, {"1940-05-01", "2005-01-01", ""}));
    for (auto cases = random() % 3; cases > 0; --cases) {
      auto& item =
          given.open(person, any_of(random, {"016001", "016002", "016004", "016215"}),
                     any_of(random, {"2016-11-01", "2017-02-01"}), any_of(random, {"", "2017-06-30"}));
      item.residence = given.code(any_of(random, {"016003", "015146", ""}));
      item.citizenship = given.code(any_of(random, {"IT", "FR", "XX"}));
      item.closure = given.code(item.closed.year != 0 ? "moved" : "");
      if (random() % 2 == 0) given.need("casa");
      if (random() % 2 == 0) given.need("lavoro");
      for (auto more = random() % 3; more > 0; --more) {
        auto& intervention =
            given.intervene(any_of(random, {"minori", "disabili", ""}), any_of(random, {"", "anziani.pasti"}),
                            any_of(random, {"", "2017-05-01"}));
        intervention.management = given.code(any_of(random, {"direct", ""}));
        intervention.has_amount = random() % 2 == 0;
        intervention.amount_cents = static_cast<std::int64_t>(random() % 100'000);
      }
    }
  }
  return given;
}

std::vector<model::ExtractDefinition> motley_catalogue() {
  return {
      extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune), by(Dimension::area)}),
      extract_by(Measure::persons, When::open_at_end,
                 {by(Dimension::sex), by_age({"0-17", "18+"}), by(Dimension::type)}),
      extract_by(Measure::cases, When::registered_by_end,
                 {by(Dimension::residence), by(Dimension::citizenship)}),
      extract_by(Measure::cases, When::closed_during, {by(Dimension::month), by(Dimension::closure)}),
      extract_by(Measure::cases, When::active_during, {by(Dimension::area)}),
      extract_by(Measure::persons, When::opened_during, {by(Dimension::need), by(Dimension::channel)}),
      extract_by(Measure::interventions, When::active_during, {by(Dimension::management)}),
      extract_by(Measure::amount, When::opened_during, {by(TerritoryLevel::ambito), by(Dimension::area)})};
}

class Motley : public ::testing::Test {
 protected:
  SmallRegister given_ = motley_register(7);
  model::Period period_ = year(2017);
  model::Scheme scheme_ = small_scheme();
  std::vector<aggregate::PlannedTable> plans_ =
      aggregate::plan_tables(motley_catalogue(), scheme_, period_).value();
  aggregate::Register people_{given_.facts};
  aggregate::PersonCounter counter_{plans_, given_.facts.codes};
};

using RegisterTest = Motley;

/// The motley register over two releases: some rows are the same in both, some belong to one.
TEST(TwoReleases, WhatIsTheSameInBothIsListedAsIfEachWereCounted) {
  auto given = motley_register(7);
  const auto scheme = small_scheme();
  std::vector<aggregate::PlannedTable> plans;
  for (std::uint16_t layer = 0; layer < 2; ++layer) {
    auto own =
        aggregate::plan_tables(aggregate::on_published_clock(motley_catalogue()), scheme, year(2016 + layer))
            .value();
    for (auto& plan : own) {
      plan.layer = layer;
      plans.push_back(std::move(plan));
    }
  }
  std::size_t number = 0;
  for (auto& item : given.facts.cases) {
    item.first_layer = number % 5 == 1 ? 1 : 0;
    item.last_layer = number % 5 == 2 ? 0 : 1;
    // Long ago, so that nothing happens in either period; or as it was.
    if (++number % 3 == 0) continue;
    item.opened = *base::parse_iso_date("1999-01-01");
    item.closed = {};
    for (auto& each : item.interventions) each.start = each.end = {};
  }
  const aggregate::Register people(given.facts);
  aggregate::PersonCounter counter(plans, given.facts.codes), single(plans, given.facts.codes);
  aggregate::FactColumns dossier;
  std::vector<aggregate::Contribution> all, one_by_one;
  std::size_t listed = 0;
  for (std::uint32_t person = 0; person < people.persons(); ++person) {
    people.copy(person, dossier);
    all.clear();
    one_by_one.clear();
    const auto wanted = [](std::size_t table) { return table % 8 != 3; };
    counter.list_wanted(dossier, all, wanted);
    for (std::size_t table = 0; table < plans.size(); ++table) {
      ASSERT_EQ(counter.begin_of(table), one_by_one.size()) << person;
      if (wanted(table)) single.list(table, dossier, one_by_one);
    }
    ASSERT_EQ(counter.begin_of(plans.size()), one_by_one.size()) << person;
    ASSERT_EQ(all.size(), one_by_one.size()) << person;
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(all[i].cell, one_by_one[i].cell) << person;
      EXPECT_EQ(all[i].value, one_by_one[i].value) << person;
    }
    listed += all.size();
  }
  EXPECT_GT(listed, 500U);
}

TEST_F(RegisterTest, PersonsAddUpToEveryTable) {
  aggregate::count_planned(plans_, given_.facts);
  std::vector<aggregate::CountedCell> sums(counter_.first_cell(plans_.size()));
  aggregate::FactColumns dossier;
  std::vector<aggregate::Contribution> list;
  for (std::uint32_t person = 0; person < people_.persons(); ++person) {
    people_.copy(person, dossier);
    list.clear();
    for (std::size_t table = 0; table < plans_.size(); ++table) counter_.list(table, dossier, list);
    for (const auto& [cell, value] : list) {
      ++sums[cell].persons;
      sums[cell].value += value;
    }
  }
  std::size_t next = 0;
  for (const auto& plan : plans_) {
    EXPECT_GT(plan.table.cells[0].persons, 0U);
    for (const auto& cell : plan.table.cells) {
      EXPECT_EQ(sums[next].persons, cell.persons) << next;
      EXPECT_EQ(sums[next].value, cell.value) << next;
      ++next;
    }
  }
}

TEST_F(RegisterTest, TablesThatDoNotDependOnAnAttributeDoNotChange) {
  std::size_t changes = 0;
  for (int number = 0; number < static_cast<int>(Attribute::presence); ++number) {
    const auto attribute = static_cast<Attribute>(number);
    for (std::uint32_t person = 0; person + 1 < people_.persons(); ++person) {
      aggregate::FactColumns dossier;
      std::vector<std::int64_t> own;
      std::vector<std::int64_t> others;
      people_.copy(person + 1, dossier);
      aggregate::list_values(attribute, dossier, others);
      people_.copy(person, dossier);
      aggregate::list_values(attribute, dossier, own);
      if (own.empty() || others.empty()) continue;
      auto changed = dossier;
      aggregate::apply({person, attribute, own.front(), others.front()}, changed);
      for (std::size_t table = 0; table < plans_.size(); ++table) {
        std::vector<aggregate::Contribution> before;
        std::vector<aggregate::Contribution> after;
        counter_.list(table, dossier, before);
        counter_.list(table, changed, after);
        const bool is_same =
            std::equal(before.begin(), before.end(), after.begin(), after.end(),
                       [](const auto& a, const auto& b) { return a.cell == b.cell && a.value == b.value; });
        EXPECT_TRUE(is_same || counter_.depends(table, attribute)) << table << " " << number;
        changes += is_same ? 0 : 1;
      }
    }
  }
  EXPECT_GT(changes, 100U);
}

TEST_F(RegisterTest, AnEditAndItsReverseRestoreTheDossier) {
  for (int number = 0; number < static_cast<int>(Attribute::presence); ++number) {
    const auto attribute = static_cast<Attribute>(number);
    std::size_t tried = 0;
    for (std::uint32_t person = 0; person < people_.persons(); ++person) {
      aggregate::FactColumns dossier;
      std::vector<std::int64_t> values;
      people_.copy(person, dossier);
      aggregate::list_values(attribute, dossier, values);
      if (values.size() != 1) continue;
      const std::int64_t elsewhere = (std::int64_t{5} << 32) + 3;
      const auto other =
          attribute == Attribute::ending || attribute == Attribute::service || attribute == Attribute::span
              ? elsewhere
              : 3;
      aggregate::apply({person, attribute, values[0], other}, dossier);
      std::vector<std::int64_t> after;
      aggregate::list_values(attribute, dossier, after);
      EXPECT_EQ(after, std::vector{std::int64_t{other}}) << number;
      aggregate::apply({person, attribute, other, values[0]}, dossier);
      aggregate::list_values(attribute, dossier, after);
      EXPECT_EQ(after, values) << number;
      ++tried;
    }
    EXPECT_GT(tried, 0U) << number;
  }
}

TEST(Plausibility, CountsEveryRuleThatADossierBreaks) {
  SmallRegister given;
  given.open(given.person("F", "2010-01-01"), "016001", "2017-02-01", "2017-01-01");  // ends before it starts
  given.intervene("anziani", "", "2017-03-01", "2017-04-01");                         // too young
  given.intervene("minori", "disabili.educativa", "2017-03-01", "2017-04-01");        // under another area
  given.intervene("minori", "minori.nido", "2017-03-01", "2017-02-01");               // ends before it starts
  given.need("casa");
  given.need("casa");  // twice
  given.open(given.person("F", "1950-01-01"), "016001");
  given.intervene("anziani", "anziani.pasti");
  given.need("casa");
  const aggregate::Register people(given.facts);
  const std::vector<aggregate::Layer> layers{{"", year(2017), {}, {}, small_scheme(), {}, {}, ""}};
  const std::vector<aggregate::PlannedTable> no_plans;
  const aggregate::PersonCounter counter(no_plans, given.facts.codes);
  const aggregate::Plausibility plausibility({given.facts, {}, layers, {}}, no_plans, counter);
  aggregate::FactColumns dossier;
  people.copy(0, dossier);
  EXPECT_EQ(plausibility.breaches(dossier), 5);
  people.copy(1, dossier);
  EXPECT_EQ(plausibility.breaches(dossier), 0);
}

}  // namespace
}  // namespace raccordo::tests
