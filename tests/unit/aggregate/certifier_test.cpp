// The parts of suppression, each alone: which cells need certificates, how witnesses keep cells hidden, the
// witnesses of a cell, and the renewal of earlier certificates.
#include "aggregate/suppress/certifier.hpp"

#include <gmock/gmock.h>

#include "aggregate/suppress/certified.hpp"
#include "aggregate/suppress/renewal.hpp"
#include "aggregate/suppress/search_base.hpp"
#include "aggregate/suppress/sensitive_cells.hpp"
#include "aggregate/suppress/withholding.hpp"
#include "aggregate/suppress/witness_choice.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::Goal;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Codes kHere = {{"territory", "016001"}, {"area", "minori"}};

class Certification : public ::testing::Test {
 protected:
  void join(int persons, std::string_view owner, std::string_view area) {
    for (int i = 0; i < persons; ++i) {
      given_.open(given_.person("F", "1940-05-17"), owner, "2015-02-01");
      given_.intervene(area, "", "2015-02-01");
      given_.facts.cases.back().last_layer = 1;
    }
  }
  void join_around(int here) {
    join(here, "016001", "minori");
    join(20, "016002", "minori");
    for (const auto* comune : {"016001", "016002"}) {
      for (const auto* area : {"anziani", "disabili"}) join(20, comune, area);
    }
  }
  /// Persons by Comune and area, of one year or of two; the earlier release shows every cell.
  aggregate::SearchBase& base(const std::vector<int>& years = {2017}) {
    const std::vector catalogue{
        extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune), by(Dimension::area)})};
    for (const int number : years) {
      layers_.push_back(
          {"R" + std::to_string(number), year(number), {}, catalogue, small_scheme(), {}, {}, ""});
    }
    plans_ = aggregate::plan_layers(layers_).value();
    aggregate::count_layers(plans_, given_.facts, {});
    if (years.size() > 1) layers_.front().hidden.assign(plans_.front().cells, 0);
    joint_.emplace(aggregate::LayeredRegister{given_.facts, {}, layers_, certificates_});
    base_ = std::make_unique<aggregate::SearchBase>(plans_, *joint_, "a key of the tests");
    return *base_;
  }
  aggregate::CellNo cell(Codes codes, std::size_t table = 0) const {
    return base_->counter.first_cell(table) +
           static_cast<aggregate::CellNo>(place_of(plans_[table].table.dimensions, codes));
  }

  SmallRegister given_;
  std::vector<aggregate::Layer> layers_;
  std::vector<aggregate::PlannedTable> plans_;
  std::vector<aggregate::Certificate> certificates_;
  std::optional<aggregate::LayeredRegister> joint_;
  std::unique_ptr<aggregate::SearchBase> base_;
};

TEST_F(Certification, SensitiveCellsAreThoseBelowKTheHighestLevelFirst) {
  join(4, "016006", "minori");
  join(5, "016004", "disabili");
  const auto found = aggregate::find_sensitive(base());
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front(), cell({{"area", "minori"}}));
  for (const auto sensitive : found) EXPECT_EQ(base_->space.counted(sensitive).persons, 4U);
  EXPECT_EQ(found.size(), 6U) << "area and total of 016006, gamma and Basso, less the total of Basso";
}

TEST_F(Certification, HoldingsHideTheCellsOfAWitnessUntilItIsDropped) {
  join(9, "016001", "minori");
  auto& all = base();
  aggregate::Holdings holdings(all.space, all.hidden);
  aggregate::Certified one{cell(kHere)};
  aggregate::Certified other{cell({})};
  holdings.keep(one, aggregate::FoundWitness{{}, {1, 2}, 7, 1});
  holdings.keep(other, aggregate::FoundWitness{{}, {2, 3}, 5, 0});
  EXPECT_EQ(one.cost, 7);
  EXPECT_EQ(aggregate::breaches(one), 1);
  EXPECT_EQ(holdings.exclusive_cost(one), all.space.weight(1)) << "the other cell needs 2 as well";
  EXPECT_EQ(holdings.drop(one).size(), 1U);
  EXPECT_EQ(one.cost, 0);
  EXPECT_FALSE(all.hidden.is_hidden(1));
  EXPECT_TRUE(all.hidden.is_hidden(2));
  holdings.replace(other, {});
  EXPECT_FALSE(all.hidden.is_hidden(3));
}

TEST_F(Certification, ChangedPersonsExcludeDuplicatedOnes) {
  EXPECT_THAT(
      aggregate::changed_persons(
          {{{7, Attribute::presence, 1, 3}, {8, Attribute::presence, 1, 0}, {9, Attribute::owner, 1, 2}}}),
      ElementsAre(8U, 9U));
}

TEST_F(Certification, CellOfOnePersonGetsOneWitnessThatEmptiesIt) {
  join_around(1);
  auto& all = base();
  aggregate::Holdings holdings(all.space, all.hidden);
  aggregate::Certified item{cell(kHere)};
  aggregate::Certifier(all, holdings).certify(item);
  ASSERT_EQ(item.witnesses.size(), 1U);
  EXPECT_EQ(item.witnesses.front().proof.goal, Goal::empties);
  for (const auto changed : item.witnesses.front().changed) EXPECT_TRUE(all.hidden.is_hidden(changed));
}

TEST_F(Certification, CellOfTwoPersonsGetsAWitnessForEachOfThem) {
  join_around(2);
  auto& all = base();
  aggregate::Holdings holdings(all.space, all.hidden);
  aggregate::Certified item{cell(kHere)};
  aggregate::Certifier(all, holdings).certify(item);
  ASSERT_GE(item.witnesses.size(), 2U);
  for (const auto person : all.pools.behind(item.cell)) {
    EXPECT_TRUE(std::any_of(item.witnesses.begin(), item.witnesses.end(), [&](const auto& witness) {
      const auto persons = aggregate::changed_persons(witness.proof.witness);
      const auto goal = witness.proof.goal;
      return goal != Goal::empties && std::find(persons.begin(), persons.end(), person) == persons.end();
    })) << person;
  }
}

TEST_F(Certification, WherePartnersAreFewEachOfThemGetsAWitnessOfItsOwn) {
  join(2, "016001", "minori");
  join(20, "016002", "minori");
  for (const auto* comune : {"016001", "016002"}) {
    join(3, comune, "anziani");
    join(20, comune, "disabili");
  }
  auto& all = base();
  for (aggregate::CellNo each = 0; each < all.tables_end(); ++each) all.space.freeze(each);
  for (const auto* comune : {"016001", "016002"}) {
    for (const auto* area : {"minori", "anziani"}) {
      all.space.thaw(cell({{"territory", comune}, {"area", area}}));
      all.hidden.hold(cell({{"territory", comune}, {"area", area}}));
    }
  }
  aggregate::Holdings holdings(all.space, all.hidden);
  aggregate::Certified item{cell(kHere)};
  aggregate::Certifier certifier(all, holdings);
  certifier.certify(item);
  EXPECT_NE(aggregate::breaches(item), 0) << "every cell but four is frozen";
  holdings.drop(item);
  certifier.use(aggregate::Resort::last);
  certifier.certify(item);
  EXPECT_EQ(aggregate::breaches(item), 0);
  std::vector<std::vector<aggregate::PersonNo>> emptying;
  for (const auto& witness : item.witnesses) {
    if (witness.proof.goal == Goal::empties)
      emptying.push_back(aggregate::changed_persons(witness.proof.witness));
  }
  EXPECT_GE(emptying.size(), 3U) << "two with different partners would need four of three";
  const auto own = all.pools.behind(item.cell);
  for (const auto& changed : emptying) {
    for (const auto person : changed) {
      const bool is_own = std::find(own.begin(), own.end(), person) != own.end();
      EXPECT_TRUE(is_own || std::any_of(emptying.begin(), emptying.end(),
                                        [&](const auto& other) {
                                          return std::find(other.begin(), other.end(), person) == other.end();
                                        }))
          << person;
    }
  }
}

TEST_F(Certification, WitnessChoiceChangesTheNewestReleaseOnlyWhereTheEarlierShowsTheCells) {
  join_around(1);
  auto& all = base({2016, 2017});
  // No cell of 2016 can be hidden any more, and the persons are the same: all of 2017 is frozen as well.
  for (aggregate::CellNo each = all.space.first_cell(1); each < all.tables_end(); ++each)
    all.space.thaw(each);
  const auto found = aggregate::WitnessChoice(all).empty(cell(kHere, 1), {}, std::nullopt);
  EXPECT_EQ(found.breaches, 0);
  for (const auto changed : found.changed) EXPECT_GE(changed, all.space.first_cell(1));
}

TEST_F(Certification, RenewalKeepsAnEarlierCertificateWhoseChangesAreHiddenAnyway) {
  join_around(1);
  certificates_.push_back({0, {}, {{Goal::empties, {{{0, Attribute::presence, 1, 0}}}}}});
  auto& all = base({2016, 2017});
  certificates_.front().cell = cell(kHere);
  for (aggregate::CellNo each = 0; each < all.tables_end(); ++each) {
    all.space.thaw(each);
    all.hidden.hold(each);
  }
  aggregate::Holdings holdings(all.space, all.hidden);
  aggregate::Certifier certifier(all, holdings);
  const auto renewed = aggregate::Renewal(all, holdings, certifier).renew();
  ASSERT_EQ(renewed.size(), 1U);
  EXPECT_EQ(renewed.front().cell, cell(kHere));
  ASSERT_EQ(renewed.front().witnesses.size(), 1U);
  EXPECT_EQ(renewed.front().witnesses.front().proof.witness.edits.front().attribute, Attribute::presence);
  EXPECT_EQ(renewed.front().cost, 0);
}

TEST_F(Certification, RenewalMakesNoCertificateOfAnEarlierRelease) {
  join_around(1);
  auto& all = base();
  aggregate::Holdings holdings(all.space, all.hidden);
  aggregate::Certifier certifier(all, holdings);
  aggregate::Certified fresh{cell(kHere)};
  EXPECT_FALSE(aggregate::Renewal(all, holdings, certifier).leave_in_the_past(fresh));
}

TEST_F(Certification, WithholdingRefusesWithTheTableTheCellAndTheEarlierRelease) {
  join(1, "016001", "minori");
  auto& all = base({2016, 2017});
  aggregate::Holdings holdings(all.space, all.hidden);
  aggregate::Certifier certifier(all, holdings);
  aggregate::Renewal renewal(all, holdings, certifier);
  aggregate::Withholding withholding(all, holdings, certifier, renewal);
  std::vector<aggregate::Certified> items{{cell(kHere)}};
  certifier.certify(items.front());
  ASSERT_NE(aggregate::breaches(items.front()), 0) << "the only person of a shown cell";
  withholding.resolve(items);
  EXPECT_THAT(withholding.refusal(), HasSubstr("table 'table', cell territory=016001, area=minori"));
  EXPECT_THAT(withholding.refusal(), HasSubstr("the release of 2016 (R2016)"));
}

TEST_F(Certification, WithholdingDoesNotChangeAReleaseWithoutBreaches) {
  join_around(1);
  auto& all = base();
  aggregate::Holdings holdings(all.space, all.hidden);
  aggregate::Certifier certifier(all, holdings);
  aggregate::Renewal renewal(all, holdings, certifier);
  aggregate::Withholding withholding(all, holdings, certifier, renewal);
  std::vector<aggregate::Certified> items{{cell(kHere)}};
  certifier.certify(items.front());
  withholding.resolve(items);
  EXPECT_EQ(withholding.refusal(), "");
  EXPECT_TRUE(withholding.withheld().empty());
}

}  // namespace
}  // namespace raccordo::tests
