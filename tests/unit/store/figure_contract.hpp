// Contract of Figures: traffic, coverage, size.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

template <class F>
class FigureContract : public StoreContract<F> {};
TYPED_TEST_SUITE_P(FigureContract);

TYPED_TEST_P(FigureContract, CoverageCountsNewContentsByTableComuneAndMonth) {
  auto mapped = accepted("A", 1, "a");
  mapped.coded = {{"intervention", 3, 3}, {"area", 1, 1}};
  auto half = waiting("B", 1, "b");
  half.coded = {{"intervention", 2, 1}};
  half.owner = "016024";
  this->send(mapped, "S1", 1);
  this->send(mapped, "S2", 2);
  this->send(half, "S3", 3);
  this->send(half, "S4", 4);
  const auto rows = [&](CoverageBy by, const std::string& table = "") {
    return this->store().figures().coverage({by, "", table, 0});
  };
  const auto whole = rows(CoverageBy::source);
  ASSERT_EQ(whole.size(), 1u);
  EXPECT_EQ(whole[0].records, 2u);
  EXPECT_EQ(whole[0].coded, 6u);
  EXPECT_EQ(whole[0].mapped, 5u);
  const auto tables = rows(CoverageBy::table);
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(tables[1].table, "intervention");
  EXPECT_EQ(tables[1].coded, 5u);
  const auto comuni = rows(CoverageBy::comune, "intervention");
  ASSERT_EQ(comuni.size(), 2u);
  EXPECT_EQ(comuni[0].owner, "016024");
  EXPECT_EQ(comuni[0].mapped, 1u);
  const auto months = rows(CoverageBy::month);
  ASSERT_EQ(months.size(), 1u);
  EXPECT_EQ(month_name(months[0].month), "2026-11");
  EXPECT_TRUE(this->store().figures().coverage({CoverageBy::source, "bergamo", "", 0}).empty());
  EXPECT_TRUE(this->store().figures().coverage({CoverageBy::source, "", "", months[0].month + 1}).empty());
  this->retain({{}, {at(0).micros + 40 * kDay}, {}, {}});
  EXPECT_TRUE(rows(CoverageBy::source).empty());
}

TYPED_TEST_P(FigureContract, TrafficCountsRecordsOfEachInterval) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  this->send(rejected("B", 1), "S2", 100);
  const auto rows = this->store().figures().traffic(at(50), at(0));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].since_first.submissions, 1u);
  EXPECT_EQ(rows[0].since_first.counts.rejected, 1u);
  EXPECT_EQ(rows[0].since_first.counts.accepted, 0u);
  EXPECT_EQ(rows[0].since_second.submissions, 2u);
  EXPECT_EQ(rows[0].since_second.counts.accepted, 1u);
  EXPECT_TRUE(this->store().figures().traffic(at(101), at(101)).empty());
  EXPECT_GT(this->store().figures().size().bytes, 0u);
}

TYPED_TEST_P(FigureContract, CountsTrafficByDay) {
  this->send(accepted("A", 1, "a"), "S1", 1);
  this->send(rejected("B", 1), "S2", 100);
  const auto rows = this->store().figures().days(at(0));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].day, base::to_string(at(0)).substr(0, 10));
  EXPECT_EQ(rows[0].source, "isola-bergamasca");
  EXPECT_EQ(rows[0].traffic.submissions, 2u);
  EXPECT_EQ(rows[0].traffic.counts.accepted, 1u);
  EXPECT_EQ(rows[0].traffic.counts.rejected, 1u);
  EXPECT_EQ(this->store().figures().days(at(50)).at(0).traffic.submissions, 1u);
  EXPECT_TRUE(this->store().figures().days(at(101)).empty());
}

REGISTER_TYPED_TEST_SUITE_P(FigureContract, CoverageCountsNewContentsByTableComuneAndMonth,
                            TrafficCountsRecordsOfEachInterval, CountsTrafficByDay);

}  // namespace raccordo::store
