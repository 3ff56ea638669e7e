// Releases one after another: what later ones may show, given the earlier ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "unit/aggregate/ledger_scene.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::HasSubstr;

TEST_F(Ledger, CountsJoinersWhenKHaveComeTogether) {
  join(20, "016001", "anziani", "2016-02-01");
  join(20, "016004", "anziani", "2016-02-01");
  EXPECT_EQ(shown(release(2016, registered_by_comune()), kFirst), "20");
  join(1, "016001", "anziani", "2017-02-01");
  const auto& next = release(2017, registered_by_comune());
  EXPECT_EQ(shown(next, kFirst), "20");
  EXPECT_EQ(shown(next, {}), "40");
  join(4, "016001", "anziani", "2018-02-01");
  const auto& last = release(2018, registered_by_comune());
  EXPECT_EQ(shown(last, kFirst), "25");
  EXPECT_EQ(shown(last, {}), "45");
  EXPECT_EQ(shown(last, kFourth), "20");
}

TEST_F(Ledger, ShowsADifferenceOfKJoinersButNotOfOneLess) {
  for (const int joiners : {4, 5}) {
    given_ = {};
    evidence_ = {};
    releases_.clear();
    join(20, "016001", "anziani", "2016-02-01");
    join(20, "016004", "anziani", "2016-02-01");
    release(2016, registered_by_comune());
    join(joiners, "016001", "anziani", "2017-02-01");
    EXPECT_EQ(shown(release(2017, registered_by_comune()), kFirst), joiners < 5 ? "20" : "25");
  }
}

TEST_F(Ledger, RevealsNothingAboutOneLeaver) {
  join(20, "016001", "anziani", "2016-02-01");
  join(20, "016004", "anziani", "2016-02-01");
  release(2016, registered_by_comune());
  erase(1, "016001");
  for (const int period : {2016, 2017}) {
    const auto& next = release(period, registered_by_comune());
    EXPECT_EQ(shown(next, kFirst), "20") << period;
    EXPECT_EQ(shown(next, {}), "40") << period;
  }
}

TEST_F(Ledger, GivesTheSameMembersTheSameValueAndStatus) {
  join(3, "016001", "anziani", "2016-02-01");
  join(20, "016003", "anziani", "2016-02-01");
  join(20, "016004", "anziani", "2016-02-01");
  const auto& first = release(2016, registered_by_comune());
  EXPECT_EQ(shown(first, kFirst), "c");
  for (const int period : {2016, 2017}) {
    const auto& next = release(period, registered_by_comune());
    const auto& cells = releases_.front().tables().front().cells();
    const auto& again = next.tables().front().cells();
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      if (period != 2016 && cells[cell].value == 0 && !cells[cell].hidden) continue;
      if (period != 2016 && again[cell].value == 0 && !again[cell].hidden) continue;
      EXPECT_EQ(cells[cell].hidden, again[cell].hidden) << period << " " << cell;
      EXPECT_EQ(cells[cell].value, again[cell].value) << period << " " << cell;
    }
  }
}

TEST_F(Ledger, CountsTheRevisionsOfAPeriod) {
  join(20, "016001", "anziani", "2016-02-01");
  EXPECT_THAT(release(2016, active_by_comune()).metadata(), HasSubstr("\"revision\":0"));
  EXPECT_THAT(release(2016, active_by_comune()).metadata(), HasSubstr("\"revision\":1"));
  EXPECT_THAT(release(2017, active_by_comune()).metadata(), HasSubstr("\"revision\":0"));
  EXPECT_THAT(release(2016, active_by_comune()).metadata(), HasSubstr("\"revision\":2"));
}

TEST_F(Ledger, RepeatsTheNumbersInARevision) {
  for (const auto* owner : {"016001", "016003", "016004"}) join(20, owner, "anziani", "2016-02-01");
  join(3, "016005", "anziani", "2016-02-01");
  const auto first = release(2016, active_by_comune());
  move(10, "016001", "016004");
  erase(1, "016005");
  const auto& next = release(2016, active_by_comune());
  for (std::size_t cell = 0; cell < first.tables().front().cells().size(); ++cell) {
    EXPECT_EQ(next.tables().front().cells()[cell].hidden, first.tables().front().cells()[cell].hidden)
        << cell;
    EXPECT_EQ(next.tables().front().cells()[cell].value, first.tables().front().cells()[cell].value) << cell;
  }
}

TEST_F(Ledger, ShowsACorrectionOfManyInTheNextPeriod) {
  for (const auto* owner : {"016001", "016003", "016004"}) join(40, owner, "anziani", "2016-02-01");
  release(2016, active_by_comune());
  move(8, "016001", "016004");
  const auto& next = release(2017, active_by_comune());
  EXPECT_EQ(shown(next, kFirst), "32");
  EXPECT_EQ(shown(next, kFourth), "48");
  move(6, "016001", "016003");
  move(7, "016003", "016004");  // these six and one more: of 016003 one person differs, who waits
  const auto& last = release(2018, active_by_comune());
  EXPECT_EQ(shown(last, kThird), "40");
  EXPECT_EQ(shown(last, {{"territory", "_T"}}), "120");
}

TEST_F(Ledger, LeavesErasedPersonsInTheOldLayersOnly) {
  join(20, "016001", "anziani", "2015-02-01");
  join(12, "016004", "anziani", "2015-02-01");
  release(2016, active_by_comune());
  erase(6, "016004");
  release(2017, active_by_comune());
  EXPECT_EQ(evidence_.facts.persons.size(), 32U);
  EXPECT_EQ(evidence_.published.links.size(), 26U) << "erased persons have no link";
  const auto is_old = [](const model::CaseFacts& item) { return item.last_layer == 0; };
  EXPECT_EQ(std::count_if(evidence_.facts.cases.begin(), evidence_.facts.cases.end(), is_old), 6);
}

TEST_F(Ledger, KeepsAttributesOfAPersonAtTheTimeOfEachRelease) {
  const Catalogue by_sex = {extract_by(Measure::persons, When::active_during, {by(Dimension::sex)})};
  join(20, "016001", "anziani", "2016-02-01", "F");
  join(20, "016001", "anziani", "2016-02-01", "M");
  release(2016, by_sex);
  for (int i = 0; i < 7; ++i) given_.facts.persons[static_cast<std::size_t>(i)].sex = given_.code("M");
  const auto& next = release(2017, by_sex);
  EXPECT_EQ(shown(releases_.front(), {{"sex", "F"}}), "20");
  EXPECT_EQ(shown(next, {{"sex", "F"}}), "13");
  EXPECT_EQ(shown(next, {{"sex", "M"}}), "27");
  EXPECT_EQ(evidence_.former.size(), 7U);
}

TEST_F(Ledger, ForgetsAllButTheTwoReleasesBefore) {
  join(20, "016001", "anziani", "2016-02-01");
  join(3, "016003", "anziani", "2016-02-01");
  join(20, "016004", "anziani", "2016-02-01");
  for (const int period : {2016, 2017, 2018, 2019}) {
    const auto made = release(period, active_by_comune());
    EXPECT_EQ(shown(made, kThird), "c") << period;
    join(6, "016001", "anziani", std::to_string(period + 1) + "-02-01");
  }
  ASSERT_EQ(evidence_.layers.size(), 3U);
  EXPECT_EQ(evidence_.layers.front().period.code, "2017");
  EXPECT_EQ(shown(releases_.back(), {}), "61");
  EXPECT_EQ(evidence_.published.releases.size(), 4U) << "who moves is decided against all";
}

TEST_F(Ledger, RepeatsWhatItHidWhenAnyOfTheNewestPeriodsIsRevised) {
  join(20, "016001", "anziani", "2016-02-01");
  join(3, "016003", "anziani", "2016-02-01");
  join(30, "016004", "anziani", "2016-02-01");
  std::vector<std::vector<model::ShownCell>> first;
  for (const int each : {2016, 2017, 2018}) {
    join(7, "016004", "anziani", std::to_string(each) + "-03-01");
    first.push_back(release(each, active_by_comune()).tables().front().cells());
  }
  for (const int each : {2017, 2016, 2018, 2016}) {
    const auto& again = release(each, active_by_comune()).tables().front().cells();
    const auto& before = first[static_cast<std::size_t>(each - 2016)];
    ASSERT_EQ(again.size(), before.size());
    for (std::size_t cell = 0; cell < again.size(); ++cell) {
      EXPECT_EQ(again[cell].hidden, before[cell].hidden) << each << ", cell " << cell;
      EXPECT_EQ(again[cell].value, before[cell].value) << each << ", cell " << cell;
    }
  }
}

TEST_F(Ledger, SaysTheClassOfThoseWhoWait) {
  join(1000, "016004", "anziani", "2016-02-01");
  EXPECT_THAT(release(2016, active_by_comune(), 30).metadata(), HasSubstr(R"("waiting":"under-2-percent")"));
  join(29, "016004", "anziani", "2017-02-01");
  EXPECT_THAT(release(2017, active_by_comune(), 30).metadata(), HasSubstr(R"("waiting":"2-to-5-percent")"));
  EXPECT_THAT(release(2016, active_by_comune(), 30).metadata(), HasSubstr(R"("waiting":"under-2-percent")"))
      << "a revision repeats it";
}

TEST_F(Ledger, RefusesAPeriodBeforeTheNewest) {
  join(20, "016001", "anziani", "2016-02-01");
  release(2016, active_by_comune());
  release(2018, active_by_comune());
  EXPECT_THAT(try_release(2017, active_by_comune()).error().message,
              HasSubstr("the period 2018 was released before"));
  EXPECT_TRUE(try_release(2016, active_by_comune()).has_value()) << "a revision";
}

TEST_F(Ledger, AppliesARaisedKToNewCells) {
  join(6, "016001", "anziani", "2016-02-01");
  join(30, "016004", "anziani", "2016-02-01");
  EXPECT_EQ(shown(release(2016, active_by_comune()), kFirst), "6");
  join(6, "016003", "anziani", "2017-02-01");
  const auto& next = release(2017, active_by_comune(), 8);
  EXPECT_EQ(shown(next, kFirst), "c") << "known from before, but not repeated";
  EXPECT_EQ(recheck(), "");
  EXPECT_EQ(shown(next, kThird), "0") << "six wait";
  join(9, "016004", "anziani", "2018-02-01");
  const auto& last = release(2018, active_by_comune(), 8);
  EXPECT_EQ(shown(last, kFirst), "c");
  EXPECT_EQ(shown(last, {}), "45");
  EXPECT_EQ(recheck(), "");
}

TEST_F(Ledger, AcceptsAnotherSchemeAndCatalogue) {
  join(20, "016001", "anziani", "2016-02-01");
  join(20, "016004", "disabili", "2016-02-01");
  release(2016, active_by_comune());
  auto comuni = scheme_.territory.comuni();
  for (auto& comune : comuni) comune.group.clear();
  scheme_.territory = model::Territory(comuni, scheme_.territory.ambito_labels(), {});
  auto catalogue = active_by_comune();
  catalogue.push_back(
      named("areas", extract_by(Measure::persons, When::active_during, {by(Dimension::area)})));
  join(8, "016004", "minori", "2017-02-01");
  const auto& next = release(2017, catalogue);
  EXPECT_EQ(shown(next, kFirst), "20");
  EXPECT_EQ(shown(next, kFourth), "28");
  EXPECT_EQ(shown(next, {{"area", "minori"}}, 1), "8");
  catalogue.erase(catalogue.begin());
  join(9, "016003", "anziani", "2018-02-01");
  EXPECT_EQ(shown(release(2018, catalogue), {{"area", "anziani"}}), "29");
}

}  // namespace
}  // namespace raccordo::tests
