#include "aggregate/layers/register.hpp"

#include <gtest/gtest.h>

#include "aggregate/layers/plausibility.hpp"
#include "unit/aggregate/motley_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;

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
