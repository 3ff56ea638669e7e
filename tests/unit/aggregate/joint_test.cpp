// Persons in joint charge: who has open cases of two or more kinds of body, where they are counted, and that
// the tables with them are proven like all others.
#include <gtest/gtest.h>

#include "aggregate/count/shared_cells.hpp"
#include "aggregate/evidence/evidence.hpp"
#include "aggregate/evidence/recheck.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/make/making.hpp"
#include "unit/aggregate/proven_years.hpp"
#include "unit/aggregate/published_scene.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

model::ExtractDefinition joint_table(When when = When::open_at_end, model::Kinds kinds = {}) {
  auto table = extract_by(Measure::persons_joint, when, {by(TerritoryLevel::ambito), by(Dimension::area)});
  table.id = "joint";
  table.kinds = kinds;
  return table;
}

model::ExtractDefinition all_in_charge(When when = When::active_during) {
  auto table = extract_by(Measure::persons, when, {by(TerritoryLevel::ambito), by(Dimension::area)});
  table.id = "all";
  return table;
}

/// A case with an intervention, open unless `closed` says otherwise.
void add_of(SmallRegister& given, std::string_view sender, std::uint32_t person, std::string_view owner,
            std::string_view area = "anziani", std::string_view opened = "2014-03-01",
            std::string_view closed = "") {
  given.open(person, owner, opened, closed).sender = given.code(sender);
  given.intervene(area, "", opened);
}

std::int64_t all_joint(const SmallRegister& given, When when = When::open_at_end, model::Kinds kinds = {}) {
  return Counted(given, joint_table(when, kinds), year(2014)).value({});
}

/// Thirty persons of Comuni, twelve of whom the health services know too, and twenty of these alone.
SmallRegister two_bodies() {
  SmallRegister given;
  for (int i = 0; i < 50; ++i) {
    const auto person = given.person(i % 2 == 0 ? "F" : "M", "1950-01-01");
    const auto* owner = i % 3 == 0 ? "016001" : "016004";
    if (i < 30) add_of(given, "municipal", person, owner, i % 5 == 0 ? "disabili" : "anziani");
    if (i >= 18) add_of(given, "health", person, owner);
  }
  return given;
}

TEST(JointCharge, CountsAPersonOfAComuneAndOfTheHealthServicesOnce) {
  SmallRegister given;
  const auto person = given.person("F", "1950-01-01");
  add_of(given, "municipal", person, "016001");
  add_of(given, "municipal", person, "016001", "disabili");
  EXPECT_EQ(all_joint(given), 0);
  add_of(given, "health", person, "016004");
  const Counted counted(given, joint_table(), year(2014));
  EXPECT_EQ(counted.value({}), 1);
  EXPECT_EQ(counted.persons({}), 1U);
  EXPECT_EQ(counted.value({{"territory", "alfa"}}), 1) << "where a body has them in charge";
  EXPECT_EQ(counted.value({{"territory", "beta"}}), 1);
  EXPECT_EQ(counted.value({{"territory", "beta"}, {"area", "disabili"}}), 0);
  EXPECT_EQ(counted.value({{"area", "anziani"}}), 1);
  EXPECT_FALSE(counted.table().dimensions.front().additive);
}

TEST(JointCharge, TwoComuniAreOneKindOfBody) {
  SmallRegister given;
  const auto person = given.person("F", "1950-01-01");
  add_of(given, "municipal", person, "016001");
  add_of(given, "municipal", person, "016006");
  EXPECT_EQ(all_joint(given), 0);
}

TEST(JointCharge, EndsWithTheCaseOfOneBody) {
  SmallRegister given;
  const auto person = given.person("F", "1950-01-01");
  add_of(given, "municipal", person, "016001");
  add_of(given, "health", person, "016001", "anziani", "2014-03-01", "2014-10-01");
  EXPECT_EQ(all_joint(given), 0);
  EXPECT_EQ(all_joint(given, When::active_during), 1);
  EXPECT_EQ(Counted(given, joint_table(When::active_during), year(2015)).value({}), 0);
}

TEST(JointCharge, HasNotBegunBeforeTheSecondCase) {
  SmallRegister given;
  const auto person = given.person("F", "1950-01-01");
  add_of(given, "municipal", person, "016001");
  add_of(given, "health", person, "016001", "anziani", "2015-01-01");
  EXPECT_EQ(all_joint(given), 0);
  EXPECT_EQ(all_joint(given, When::active_during), 0);
  EXPECT_EQ(Counted(given, joint_table(), year(2015)).value({}), 1);
}

TEST(JointCharge, CountsReportsOnlyIfTheTableSaysSo) {
  SmallRegister given;
  const auto person = given.person("F", "1950-01-01");
  add_of(given, "municipal", person, "016001");
  auto& report = given.open(person, "016001", "2014-06-01");
  report.is_report = true;
  report.sender = given.code("third-sector");
  EXPECT_EQ(all_joint(given), 0);
  EXPECT_EQ(all_joint(given, When::open_at_end, {true, true}), 1);
  EXPECT_EQ(all_joint(given, When::open_at_end, {false, true}), 0);
}

TEST(JointCharge, ASourceWithoutProfileIsNoBody) {
  SmallRegister given;
  const auto person = given.person("F", "1950-01-01");
  add_of(given, "municipal", person, "016001");
  add_of(given, "", person, "016001");
  EXPECT_EQ(all_joint(given), 0);
}

TEST(JointCharge, OfManyPersonsIsCountedAlikeOneByOneAndTogether) {
  const auto given = two_bodies();
  EXPECT_EQ(all_joint(given), 12);
  auto plans = aggregate::plan_tables({joint_table(), all_in_charge()}, small_scheme(), year(2014)).value();
  aggregate::count_planned(plans, given.facts);
  const aggregate::Register people(given.facts);
  aggregate::PersonCounter counter(plans, given.facts.codes);
  std::vector<std::int64_t> sums(counter.cells(), 0);
  aggregate::FactColumns dossier;
  std::vector<aggregate::Contribution> list;
  for (std::uint32_t person = 0; person < people.persons(); ++person) {
    people.copy(person, dossier);
    list.clear();
    counter.list_all(dossier, list);
    for (const auto& each : list) sums[each.cell] += each.value;
  }
  for (std::size_t cell = 0; cell < plans[0].cells; ++cell)
    EXPECT_EQ(sums[cell], plans[0].table.cells[cell].value) << cell;
  using aggregate::Attribute;
  for (const auto attribute : {Attribute::origin, Attribute::opening, Attribute::ending, Attribute::span})
    EXPECT_TRUE(counter.depends(0, attribute)) << static_cast<int>(attribute);
}

TEST(JointCharge, IsAPartOfThoseInCharge) {
  EXPECT_TRUE(aggregate::is_implied(joint_table(), all_in_charge()));
  EXPECT_TRUE(aggregate::is_implied(joint_table(), all_in_charge(When::open_at_end)));
  EXPECT_FALSE(aggregate::is_implied(joint_table(When::active_during), all_in_charge(When::open_at_end)));
  EXPECT_FALSE(aggregate::is_implied(all_in_charge(When::open_at_end), joint_table(When::active_during)));
  EXPECT_FALSE(aggregate::is_implied(joint_table(When::open_at_end, {true, true}), all_in_charge()));
}

TEST(JointCharge, IsProvenOverTheYears) {
  const std::vector catalogue{all_in_charge(), joint_table()};
  auto given = two_bodies();
  prove_years(given.facts, catalogue,
              [&](const aggregate::ProvenRelease& made, const aggregate::Evidence&, int number) {
                const auto back = aggregate::read_release(made.release.serialise());
                ASSERT_TRUE(back);
                EXPECT_EQ(back->tables()[1].definition().measure, Measure::persons_joint);
                const auto next = std::to_string(number + 1) + "-02-01";
                for (std::uint32_t person = 0; person < 4; ++person)
                  add_of(given, "health", person, "016001", "anziani", next);
              });
}

TEST(JointCharge, ChangesWhenKHaveComeTogether) {
  PublishedYears years({all_in_charge(), joint_table()}, 3);
  auto given = two_bodies();
  years.publish(given.facts);
  years.publish(given.facts);
  // The health services take two more persons in charge whom a Comune knows: too few to be seen.
  for (const std::uint32_t person : {1U, 2U})
    add_of(given, "health", person, "016004", "anziani", "2017-01-01");
  years.publish(given.facts);
  EXPECT_EQ(years.value(2, 1, {}), years.value(1, 1, {}));
  for (const std::uint32_t person : {4U, 7U})
    add_of(given, "health", person, "016004", "anziani", "2018-01-01");
  years.publish(given.facts);
  EXPECT_EQ(years.value(3, 1, {}), years.value(1, 1, {}) + 4);
  for (std::size_t after = 1; after < years.years(); ++after) {
    for (std::size_t before = 0; before < after; ++before)
      EXPECT_TRUE(years.small_changes(before, after).empty()) << before << ' ' << after;
  }
}

TEST(JointCharge, FewWhomOneBodyAloneKnowsAreNotShown) {
  // Of twelve persons of the health services ten are in joint charge: the two others must not follow.
  SmallRegister given;
  for (int i = 0; i < 40; ++i) {
    const auto person = given.person("F", "1950-01-01");
    const bool is_here = i < 12;
    if (i >= 2) add_of(given, "municipal", person, is_here ? "016006" : "016004");
    if (is_here || i % 2 == 0) add_of(given, "health", person, is_here ? "016006" : "016004");
  }
  const auto made = aggregate::make_proven_release(given.facts, {all_in_charge(), joint_table()},
                                                   small_scheme(), request_for(year(2014)))
                        .value();
  const auto& tables = made.release.tables();
  const auto is_hidden = [&](std::size_t table, Codes codes) {
    return tables[table].cells()[place_of(tables[table].dimensions(), codes)].hidden;
  };
  EXPECT_TRUE(is_hidden(0, {{"territory", "gamma"}}) || is_hidden(1, {{"territory", "gamma"}}));
  EXPECT_TRUE(is_hidden(0, {{"territory", "gamma"}, {"area", "anziani"}}) ||
              is_hidden(1, {{"territory", "gamma"}, {"area", "anziani"}}));
  EXPECT_FALSE(aggregate::recheck(made.release, aggregate::read_evidence(made.evidence).value()));
}

}  // namespace
}  // namespace raccordo::tests
