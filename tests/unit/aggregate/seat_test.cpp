// Seats: what they hold of the facts, and when they learn of an event.
#include "aggregate/published/seat.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "aggregate/layers/layers.hpp"
#include "aggregate/published/clock.hpp"
#include "aggregate/published/pairing.hpp"
#include "aggregate/published/reduction.hpp"
#include "unit/aggregate/published_scene.hpp"

namespace raccordo::tests {
namespace {

using aggregate::kBefore;
using aggregate::kEarlier;
using aggregate::kLingering;
using aggregate::kNever;
using aggregate::SeatFacts;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

constexpr aggregate::Moment kMarch = 3, kJune = 6;

SeatFacts in_first(const SmallRegister& given, int number) {
  return aggregate::first_facts(given.facts.cases, 1, 40, year(number));
}
SeatFacts known(const SmallRegister& given, const SeatFacts& was, int number) {
  return aggregate::known_facts(given.facts.cases, 1, 40, was, year(number));
}

TEST(Seat, HoldsMonthsOfThePeriodOnly) {
  SmallRegister given;
  given.open(given.person("F", "1970"), "016001", "2015-03-17", "2015-06-02");
  given.open(0, "016001", "2012-08-01");
  given.open(0, "016001", "2016-01-01");
  const auto facts = in_first(given, 2015);
  ASSERT_EQ(facts.cases.size(), 2U);  // that of 2016 is not known yet
  EXPECT_EQ(facts.cases[0].opened, kMarch);
  EXPECT_EQ(facts.cases[0].closed, kJune);
  EXPECT_EQ(facts.cases[1].opened, kBefore);
  EXPECT_EQ(facts.cases[1].closed, kNever);
}

TEST(Seat, CountsALateEventUnderEarlierPeriods) {
  SmallRegister given;
  given.open(given.person("F", "1970"), "016001", "2014-02-01", "2014-12-01");
  const auto facts = known(given, {}, 2015);
  ASSERT_EQ(facts.cases.size(), 1U);
  EXPECT_EQ(facts.cases[0].opened, kEarlier);
  EXPECT_EQ(facts.cases[0].closed, kEarlier);
}

TEST(Seat, KnowsACaseAgainByItsCategories) {
  SmallRegister given;
  given.open(given.person("F", "1970"), "016001", "2013-02-01", "2014-12-01");
  auto was = aggregate::settled(in_first(given, 2015));
  given.open(0, "016001", "2016-06-01");
  const auto facts = known(given, was, 2016);
  ASSERT_EQ(facts.cases.size(), 2U);
  EXPECT_EQ(facts.cases[0].opened, kJune);
  EXPECT_EQ(facts.cases[1].opened, kBefore);
  EXPECT_EQ(facts.cases[1].closed, kBefore);
}

TEST(Seat, ThatStaysHasNoEventsInTheNextPeriod) {
  SmallRegister given;
  given.open(given.person("F", "1970"), "016001", "2015-03-17", "2015-06-02");
  auto& service = given.intervene("anziani", "anziani.pasti", "2015-04-01");
  service.has_amount = true;
  service.amount_cents = 900;
  const auto facts = aggregate::settled(in_first(given, 2015));
  EXPECT_EQ(facts.cases[0].opened, kBefore);
  EXPECT_EQ(facts.cases[0].closed, kLingering);
  EXPECT_EQ(facts.cases[0].interventions[0].start, kBefore);
  EXPECT_FALSE(facts.cases[0].interventions[0].has_amount);
  EXPECT_EQ(aggregate::settled(facts), facts);
}

TEST(Seat, ThatLingersIsInChargeAndNeitherOpenNorClosed) {
  SmallRegister given;
  given.open(given.person("F", "1970"), "016001", "2015-03-17", "2015-06-02");
  const auto was = aggregate::settled(in_first(given, 2015));
  std::vector<model::ExtractDefinition> catalogue;
  for (const auto when :
       {When::registered_by_end, When::active_during, When::open_at_end, When::closed_during})
    catalogue.push_back(extract_by(Measure::cases, when, {by(TerritoryLevel::ambito)}));
  const auto period = year(2016);
  auto plans =
      aggregate::plan_tables(aggregate::on_published_clock(catalogue), small_scheme(), period).value();
  const auto totals = [&](const SeatFacts& facts) {
    auto counted = plans;
    aggregate::count_planned(counted, aggregate::counted_facts({facts}, given.facts.codes, period));
    std::vector<std::int64_t> out;
    for (const auto& plan : counted) out.push_back(plan.table.cells.front().value);
    return out;
  };
  EXPECT_EQ(totals(was), (std::vector<std::int64_t>{1, 1, 0, 0}));
  EXPECT_EQ(totals(known(given, was, 2016)), (std::vector<std::int64_t>{1, 0, 0, 0}));
  EXPECT_EQ(aggregate::settled(was), was) << "it lingers until it moves";
}

TEST(Seat, IsLaidOutAsItsFactsAreArranged) {
  SmallRegister given;
  given.open(given.person("F", "1970"), "016001", "2015-03-17", "2015-06-02");
  given.need("casa");
  given.intervene("anziani", "anziani.pasti", "2015-04-01");
  given.intervene("minori", "minori.nido", "2014-04-01", "2015-05-01");
  const auto facts = in_first(given, 2015);
  aggregate::FactColumns laid_out, arranged;
  aggregate::lay_out(facts, year(2015), laid_out);
  const auto counted = aggregate::counted_facts({facts}, given.facts.codes, year(2015));
  const auto order = aggregate::order_by_person(counted);
  aggregate::arrange(counted, order, arranged);
  ASSERT_EQ(laid_out.cases.size(), arranged.cases.size());
  EXPECT_EQ(laid_out.needs, arranged.needs);
  EXPECT_EQ(laid_out.cases[0].opened, arranged.cases[0].opened);
  EXPECT_EQ(laid_out.cases[0].closed, arranged.cases[0].closed);
  EXPECT_EQ(laid_out.cases[0].born, arranged.cases[0].born);
  EXPECT_EQ(laid_out.cases[0].sex, arranged.cases[0].sex);
  ASSERT_EQ(laid_out.interventions.size(), arranged.interventions.size());
  for (std::size_t i = 0; i < arranged.interventions.size(); ++i) {
    EXPECT_EQ(laid_out.interventions[i].start, arranged.interventions[i].start);
    EXPECT_EQ(laid_out.interventions[i].end, arranged.interventions[i].end);
    EXPECT_EQ(laid_out.interventions[i].type, arranged.interventions[i].type);
  }
}

TEST(Pairing, TakesEachItemOnce) {
  const std::vector<int> nows{3, 3, 1}, befores{3, 2, 3, 3};
  std::vector<std::size_t> partner_of(3, aggregate::kUnpaired);
  std::vector<bool> is_taken(4, false);
  const auto itself = [](int value) { return value; };
  aggregate::pair_equal(nows, befores, itself, itself, partner_of, is_taken);
  EXPECT_EQ(partner_of, (std::vector<std::size_t>{0, 2, aggregate::kUnpaired}));
}

std::vector<aggregate::PlannedTable> plans_by(std::vector<model::DimensionChoice> by) {
  return aggregate::plan_tables({extract_by(Measure::persons, When::active_during, std::move(by))},
                                small_scheme(), year(2015))
      .value();
}

TEST(Reduction, KeepsOneCodeForEachPublishedCategory) {
  SmallRegister given;
  given.open(given.person("F", "1970"), "016001");
  given.open(0, "016002");
  given.open(0, "016003");
  given.facts.cases[0].citizenship = given.code("IT");
  const auto plans = plans_by({by(TerritoryLevel::group)});
  model::CodePool codes;
  const auto facts = aggregate::Reduction(plans).reduce(given.facts, codes);
  EXPECT_EQ(facts.cases[0].owner, facts.cases[1].owner);
  EXPECT_NE(facts.cases[0].owner, facts.cases[2].owner);
  EXPECT_EQ(facts.cases[0].citizenship, 0U);  // no table is by it
  EXPECT_EQ(facts.persons[0].sex, 0U);
}

TEST(Reduction, DoesNotTakeAnUnknownAreaForNone) {
  SmallRegister given;
  given.open(given.person("F", "1970"), "016001");
  given.intervene("unheard-of", "minori.nido");
  given.intervene("", "minori.nido");
  const auto plans = plans_by({by(Dimension::area)});
  model::CodePool codes;
  const auto facts = aggregate::Reduction(plans).reduce(given.facts, codes);
  EXPECT_NE(facts.cases[0].interventions[0].area, 0U);
  EXPECT_EQ(facts.cases[0].interventions[1].area, 0U);
}

TEST(Reduction, CutsAgesWhereAnyTableDoes) {
  const auto plans = plans_by({by_age({"0-17", "18-64", "65+"})});
  const aggregate::Reduction reduction(plans);
  EXPECT_EQ(reduction.reduce_age(17), 0);
  EXPECT_EQ(reduction.reduce_age(18), 18);
  EXPECT_EQ(reduction.reduce_age(99), 65);
  EXPECT_EQ(reduction.reduce_age(-1), -1);
}

}  // namespace
}  // namespace raccordo::tests
