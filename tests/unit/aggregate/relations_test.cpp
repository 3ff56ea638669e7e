// What anybody can compute from the shown cells of one release, and how it is protected (rule 21).
#include "aggregate/layers/relations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "aggregate/count/shared_cells.hpp"
#include "aggregate/layers/cell_space.hpp"
#include "aggregate/witness/difference_side.hpp"
#include "support/protected_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr int kLeast = 5;

class Rests : public ::testing::Test {
 protected:
  void join(int persons, std::string_view sex, std::string_view birth, std::string_view area = "anziani") {
    for (int i = 0; i < persons; ++i) {
      given_.open(given_.person(sex, birth), "016004");
      if (!area.empty()) given_.intervene(area, "");
    }
  }
  void plan(const std::vector<model::ExtractDefinition>& catalogue) {
    plans_ = aggregate::plan_tables(catalogue, scheme_, year(2017)).value();
    aggregate::count_planned(plans_, given_.facts);
    std::size_t cells = 0;
    for (const auto& each : plans_) cells += each.cells;
    hidden_.assign(cells, 0);
  }
  std::uint32_t cell(std::size_t table, Codes codes) const {
    std::size_t first = 0;
    for (std::size_t i = 0; i < table; ++i) first += plans_[i].cells;
    return static_cast<std::uint32_t>(first + place_of(plans_[table].table.dimensions, codes));
  }
  void hide(std::size_t table, Codes codes) { hidden_[cell(table, codes)] = 1; }
  std::vector<aggregate::DifferenceCell> rests() const {
    return aggregate::find_rests(aggregate::relations_of(plans_, 0), plans_, 0, hidden_, kLeast);
  }

  SmallRegister given_;
  const model::Scheme scheme_ = small_scheme();
  std::vector<aggregate::PlannedTable> plans_;
  std::vector<std::uint8_t> hidden_;
};

model::ExtractDefinition persons(std::vector<model::DimensionChoice> by) {
  auto out = extract_by(Measure::persons, When::active_during, std::move(by));
  out.id = "persons" + std::to_string(out.by.size());
  return out;
}

TEST_F(Rests, AreHiddenSiblingsThatTheShownOnesGiveAway) {
  join(20, "F", "1950");
  join(30, "M", "1950");
  join(2, "U", "1950");
  plan({persons({by(Dimension::sex)})});
  const aggregate::DifferenceCell rest{{cell(0, {})}, {cell(0, {{"sex", "M"}}), cell(0, {{"sex", "F"}})}};
  hide(0, {{"sex", "_U"}});
  auto sorted = rest;
  std::sort(sorted.parts.begin(), sorted.parts.end());
  EXPECT_THAT(rests(), Contains(sorted));
  hide(0, {{"sex", "F"}});
  EXPECT_THAT(rests(), IsEmpty()) << "22 are hidden together";
  hidden_.assign(hidden_.size(), 0);
  hide(0, {{"sex", "_U"}});
  hide(0, {});
  EXPECT_THAT(rests(), IsEmpty()) << "the total is hidden";
}

TEST_F(Rests, AreThoseInChargeWithoutIntervention) {
  join(20, "F", "1950");
  join(3, "F", "1950", "");
  plan({persons({by(TerritoryLevel::ambito)}), persons({by(TerritoryLevel::ambito), by(Dimension::area)})});
  const aggregate::DifferenceCell rest{{cell(0, {{"territory", "beta"}})},
                                       {cell(1, {{"territory", "beta"}})}};
  EXPECT_THAT(rests(), Contains(rest));
  EXPECT_TRUE(aggregate::is_implied(plans_[1].table.definition, plans_[0].table.definition));
  EXPECT_FALSE(aggregate::counts_alike(plans_[1].table.definition, plans_[0].table.definition));
}

TEST_F(Rests, AreTheOtherBandsOfAges) {
  join(20, "F", "1950");
  join(20, "F", "1990");
  auto fine = persons({by_age({"0-39", "40-64", "65+"})});
  fine.id = "fine";
  auto coarse = persons({by_age({"0-64", "65+"})});
  coarse.id = "coarse";
  join(3, "F", "1970");
  plan({fine, coarse});
  hide(0, {{"age", "40-64"}});
  EXPECT_THAT(rests(), Contains(aggregate::DifferenceCell{{cell(1, {{"age", "0-64"}})},
                                                          {cell(0, {{"age", "0-39"}})}}));
}

TEST_F(Rests, AreNotPersonsOfSeveralPlacesOrWithSeveralCases) {
  join(20, "F", "1950");
  const auto both = given_.person("F", "1950");
  given_.open(both, "016004");
  given_.open(both, "016006");
  auto cases = extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::ambito)});
  cases.id = "cases";
  plan({persons({by(TerritoryLevel::ambito)}), cases});
  for (const auto& rest : rests()) {
    const bool is_of_persons = rest.wholes.front() < plans_[0].cells;
    EXPECT_EQ(rest.parts.front() < plans_[0].cells, is_of_persons) << "cases less persons";
    if (is_of_persons) {
      EXPECT_EQ(rest.parts.size(), 1U) << "all places together";
    }
  }
}

TEST_F(Rests, HaveWitnessesInWhichAnotherSiblingIsHidden) {
  join(20, "F", "1950");
  join(2, "U", "1950");
  join(30, "M", "1950", "disabili");
  join(30, "F", "1950", "disabili");
  const ProtectedRegister released(given_, {persons({by(Dimension::area), by(Dimension::sex)})});
  EXPECT_TRUE(released.hides(0, {{"area", "anziani"}, {"sex", "_U"}}));
  EXPECT_TRUE(released.hides(0, {{"area", "anziani"}, {"sex", "F"}})) << "else 22 less 20 are 2";
  EXPECT_EQ(released.audit(), "");
  EXPECT_THAT(released.result.certificates, Contains(::testing::Field(&aggregate::Certificate::difference,
                                                                      Not(aggregate::DifferenceCell{}))));
}

TEST_F(Rests, AreMissedByTheAuditIfTheirCertificateIsGone) {
  join(20, "F", "1950");
  join(2, "U", "1950");
  join(30, "M", "1950", "disabili");
  join(30, "F", "1950", "disabili");
  ProtectedRegister released(given_, {persons({by(Dimension::area), by(Dimension::sex)})});
  auto& result = released.result;
  std::erase_if(result.certificates, [](const auto& each) { return !each.difference.wholes.empty(); });
  // What only the witnesses of the rest need is shown again, as if nobody had looked at rests.
  for (const Codes at : {Codes{{"area", "anziani"}, {"sex", "F"}}, Codes{{"area", "disabili"}, {"sex", "F"}},
                         Codes{{"area", "disabili"}, {"sex", "M"}}})
    result.hidden[released.cell(0, at)] = 0;
  EXPECT_NE(released.audit(), "");
}

TEST_F(Rests, AreSearchedAroundTheHiddenSibling) {
  join(20, "F", "1950");
  join(2, "U", "1950");
  plan({persons({by(Dimension::sex)})});
  const aggregate::Register people(given_.facts);
  aggregate::PersonCounter counter(plans_, given_.facts.codes);
  const aggregate::DifferenceCell rest{{cell(0, {})}, {cell(0, {{"sex", "F"}})}};
  std::vector<aggregate::Layer> layers(1);
  aggregate::CellSpace space(plans_, layers);
  const auto number = space.add(rest, {2, 2});
  EXPECT_EQ(aggregate::DifferenceSide(space, people, counter).of(number, 20), cell(0, {{"sex", "_U"}}));
  EXPECT_FALSE(space.is_change(number));
}

}  // namespace
}  // namespace raccordo::tests
