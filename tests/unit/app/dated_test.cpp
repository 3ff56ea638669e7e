#include "app/releases/dated.hpp"

#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

class Dated : public testing::Test {
 protected:
  void open(const std::string& opened, const std::string& closed = "") {
    model::CaseFacts one;
    one.opened = *base::parse_iso_date(opened);
    if (!closed.empty()) one.closed = *base::parse_iso_date(closed);
    facts_.cases.push_back(one);
  }
  std::string fault(const std::string& year) {
    return fault_of_period(facts_, *model::parse_period(year, model::Periodicity::year)).value_or("");
  }
  model::FactSet facts_;
};

TEST_F(Dated, RefusesAPeriodBeforeAndLongAfterAllRecordsAndNamesTheYearsThatThereAre) {
  open("2013-05-10");
  open("2015-02-01", "2017-03-31");
  EXPECT_EQ(
      fault("1850"),
      "No record is dated in the period 1850 or in the ten years after it: those stored are of 2013 to 2017. "
      "Give a period of these years; once a period is released, none before it can be.");
  EXPECT_EQ(fault("2029"),
            "No record is dated in the period 2029 or in the ten years before it: those stored are of 2013 "
            "to 2017. "
            "Give a period of these years; once a period is released, none before it can be.");
  for (const auto* year : {"2004", "2012", "2013", "2014", "2016", "2017", "2018", "2026"})
    EXPECT_EQ(fault(year), "") << year;
}

TEST_F(Dated, AnInterventionCountsAndAYearAloneIsNamedOnce) {
  open("2013-05-10");
  EXPECT_NE(fault("2025").find("those stored are of 2013. "), std::string::npos);
  facts_.cases.back().interventions.emplace_back().start = *base::parse_iso_date("2016-01-01");
  EXPECT_EQ(fault("2025"), "");
}

TEST_F(Dated, AMonthMayFollowLongAfterTheLastRecord) {
  open("2017-12-20");
  const auto of_month = [&](const char* code) {
    return fault_of_period(facts_, *model::parse_period(code, model::Periodicity::month)).has_value();
  };
  EXPECT_FALSE(of_month("2018-02"));
  EXPECT_FALSE(of_month("2027-11"));
  EXPECT_TRUE(of_month("2028-01"));
  EXPECT_FALSE(of_month("2008-01"));
  EXPECT_TRUE(of_month("2007-11"));
}

TEST_F(Dated, SaysNothingWithoutRecords) { EXPECT_EQ(fault("2017"), ""); }

}  // namespace
}  // namespace raccordo::app
