#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "report/changes.hpp"
#include "report/chart_choice.hpp"
#include "report/dimension_words.hpp"
#include "report/html_table.hpp"
#include "report/svg.hpp"
#include "unit/report/report_scene.hpp"

namespace raccordo::tests {
namespace {

using report::Language;
using report::TablePair;
using report::Wording;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Wording, GroupsDigitsByLanguage) {
  EXPECT_EQ(Wording(Language::it).whole(0), "0");
  EXPECT_EQ(Wording(Language::it).whole(999), "999");
  EXPECT_EQ(Wording(Language::it).whole(1'000), "1.000");
  EXPECT_EQ(Wording(Language::en).whole(-12'345'678), "−12,345,678");
}

TEST(Wording, RoundsHalfAwayFromZero) {
  const Wording say(Language::it);
  EXPECT_EQ(say.value(model::Measure::prevalence, 4'385'000), "4,39");
  EXPECT_EQ(say.value(model::Measure::prevalence, 4'384'999), "4,38");
  EXPECT_EQ(say.value(model::Measure::amount, 150), "2");
  EXPECT_EQ(say.value(model::Measure::amount, 149), "1");
}

TEST(Wording, SignsDifferencesAndGrowth) {
  const Wording say(Language::it);
  EXPECT_EQ(say.difference(model::Measure::persons, -12), "−12");
  EXPECT_EQ(say.difference(model::Measure::persons, 0), "0");
  constexpr auto persons = model::Measure::persons;
  EXPECT_EQ(say.growth(persons, 200, 225), "+12,5 %");
  EXPECT_EQ(say.growth(persons, 200, 175), "−12,5 %");
  EXPECT_EQ(say.growth(persons, 20, 20), "0,0 %");
}

TEST(Wording, GivesNoPercentageOfASmallNumber) {
  const Wording say(Language::it);
  EXPECT_EQ(say.growth(model::Measure::persons, 0, 7), "–");
  EXPECT_EQ(say.growth(model::Measure::persons, 6, 12), "–");
  EXPECT_EQ(say.growth(model::Measure::cases, 19, 20), "–");
  EXPECT_EQ(say.growth(model::Measure::amount, 999'999, 2'000'000), "–");
  EXPECT_EQ(say.growth(model::Measure::amount, 1'000'000, 2'000'000), "+100,0 %");
  EXPECT_EQ(say.growth(model::Measure::prevalence, 499'999, 600'000), "–");
  EXPECT_EQ(say.growth(model::Measure::prevalence, 500'000, 600'000), "+20,0 %");
}

TEST(Wording, JoinsTheBracketsOfATitle) {
  model::ExtractDefinition rate;
  rate.title_it = "Prevalenza (ogni 1.000 abitanti) (abitanti al 1° gennaio 2018)";
  rate.title_en = "Prevalence";
  EXPECT_EQ(Wording(Language::it).title(rate),
            "Prevalenza (ogni 1.000 abitanti; abitanti al 1° gennaio 2018)");
  EXPECT_EQ(Wording(Language::en).title(rate), "Prevalence");
}

TEST(DimensionWords, GiveACoarserTableAsAPlannerNamesIt) {
  const Wording say(Language::it);
  EXPECT_EQ(report::by_in_words("by: [{territory: district}, area]", say), "distretto e area di intervento");
  EXPECT_EQ(report::by_in_words("by: [{residence: ambito}, sex, {age: [0-64, 65+]}]", say),
            "Ambito di residenza, sesso e età (0-64, 65+)");
  EXPECT_EQ(report::by_in_words("by: [type]", Wording(Language::en)), "type of intervention");
  for (const auto* other : {"", "by: []", "by: [nothing]", "by: [{territory}]", "area", "by: [area"})
    EXPECT_EQ(report::by_in_words(other, say), "") << other;
}

TEST(WrapWords, CutsBetweenWordsOnly) {
  EXPECT_THAT(report::wrap_words("Valle Seriana Superiore", 13), ElementsAre("Valle Seriana", "Superiore"));
  EXPECT_THAT(report::wrap_words("Precipitevolissimevolmente", 5), ElementsAre("Precipitevolissimevolmente"));
  EXPECT_THAT(report::wrap_words("", 5), ElementsAre(""));
}

TEST(ChartChoice, DrawsTheSameSubjectOnce) {
  const auto release = report_release(1000, 2017, report_catalogue());
  const Wording say(Language::it);
  report::ChartChoice charts(say, "2017", "");
  const TablePair areas(*release.find("areas"), nullptr);
  EXPECT_THAT(charts.draw(areas, "a"), HasSubstr("<svg"));
  EXPECT_EQ(charts.draw(areas, "b"), "");
  const auto ages = charts.draw(TablePair(*release.find("ages"), nullptr), "c");
  EXPECT_THAT(ages, HasSubstr("per sesso ed età"));
  EXPECT_THAT(ages, Not(HasSubstr("per area di intervento")));
}

TEST(LargestChanges, AreOfCellsThatBothShowWithoutTheTotal) {
  const auto before = report_release(1000, 2016, report_catalogue());
  const auto now = report_release(1250, 2017, report_catalogue());
  const TablePair pair(*now.find("areas"), before.find("areas"));
  const auto groups = report::largest_changes(pair, Wording(Language::it), 5);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].by, "area di intervento");
  ASSERT_EQ(groups[0].changes.size(), 1U);  // ten minors in both
  EXPECT_EQ(groups[0].changes[0].now - groups[0].changes[0].before, 250);
}

TEST(LargestChanges, OfEachDimensionAndOfAllTogetherAreListedApart) {
  const auto before = report_release(1000, 2016, report_catalogue());
  const auto now = report_release(1250, 2017, report_catalogue());
  const TablePair pair(*now.find("ages"), before.find("ages"));
  std::vector<std::string> kinds;
  for (const auto& group : report::largest_changes(pair, Wording(Language::it), 1)) {
    kinds.push_back(group.by);
    EXPECT_EQ(group.changes.size(), 1U);
  }
  EXPECT_THAT(kinds, ElementsAre("area di intervento", "sesso", "età", "area di intervento, sesso e età"));
}

TEST(TablePair, IsNotComparedWithATableOfAnotherForm) {
  const auto release = report_release(1000, 2017, report_catalogue());
  EXPECT_FALSE(TablePair(*release.find("areas"), release.find("ages")).has_before());
  EXPECT_FALSE(TablePair(*release.find("areas"), release.find("ambiti")).has_before());
  EXPECT_TRUE(TablePair(*release.find("areas"), release.find("areas")).has_before());
}

TEST(HtmlTable, RepeatsTheGroupOfItsRowsInAHeading) {
  const auto release = report_release(1000, 2017, report_catalogue());
  const TablePair ages(*release.find("ages"), nullptr);
  const auto html = write_html_table(ages, {"2017", ""}, Wording(Language::it));
  EXPECT_THAT(html, HasSubstr("scope=\"rowgroup\""));
  EXPECT_THAT(html, HasSubstr("scope=\"colgroup\""));
}

}  // namespace
}  // namespace raccordo::tests
