#include "mapping/table.hpp"

#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using Kind = Lookup::Kind;
using test::sample_scheme;
using test::table_of;

base::Date day(std::string_view text) { return *base::parse_iso_date(text); }

class TableLookup : public ::testing::Test {
 protected:
  model::Scheme scheme_ = sample_scheme();
  std::shared_ptr<const Table> table_ =
      table_of(scheme_, "intervention", "intervention",
               "A,,anziani.pasti,equivalent,APPROVED,,,\n"
               "B,,anziani.pasti,source-is-narrower-than-target,APPROVED,,,\n"
               "C,,anziani.pasti,source-is-broader-than-target,APPROVED,,,\n"
               "D,,anziani.pasti,related-to,APPROVED,,,\n"
               "E,,anziani.pasti,not-related-to,APPROVED,,,\n"
               "F,,anziani.pasti,equivalent,UNCHECKED,,,\n"
               "G,,anziani.pasti,equivalent,FLAGGED,,,\n"
               "H,,,related-to,IGNORED,,,\n"
               "R,,anziani.pasti,equivalent,APPROVED,,2011-12-31,\n"
               "R,,disabili.centro-diurno,equivalent,APPROVED,2012-01-01,2015-06-30,\n"
               "S,,anziani.pasti,equivalent,APPROVED,2012-01-01,2012-12-31,\n");
};

TEST_F(TableLookup, MapsOnlyApprovedRowsWithAMappingRelationship) {
  for (const auto* code : {"A", "B"}) {
    const auto found = table_->find(code, day("2020-01-01"));
    ASSERT_EQ(found.kind, Kind::mapped) << code;
    EXPECT_EQ(found.row->target_code, "anziani.pasti");
  }
  for (const auto* code : {"C", "D", "E", "F", "G", "Z", "", "a"}) {
    EXPECT_EQ(table_->find(code, day("2020-01-01")).kind, Kind::unmapped) << code;
  }
}

TEST_F(TableLookup, OmitsIgnoredCodes) {
  EXPECT_EQ(table_->find("H", std::nullopt).kind, Kind::ignored);
  EXPECT_EQ(table_->find("H", day("1999-01-01")).kind, Kind::ignored);
}

TEST_F(TableLookup, SelectsTheValidRowWithBothBoundsIncluded) {
  EXPECT_EQ(table_->find("R", day("2011-12-31")).row->target_code, "anziani.pasti");
  EXPECT_EQ(table_->find("R", day("2012-01-01")).row->target_code, "disabili.centro-diurno");
  EXPECT_EQ(table_->find("R", day("2015-06-30")).kind, Kind::mapped);
  const auto late = table_->find("R", day("2015-07-01"));
  ASSERT_EQ(late.kind, Kind::expired);
  EXPECT_EQ(late.row->target_code, "disabili.centro-diurno");
  EXPECT_EQ(table_->find("S", day("2011-12-31")).kind, Kind::expired);
}

TEST_F(TableLookup, IsAmbiguousWithoutDateOnlyIfSeveralRowsDecide) {
  EXPECT_EQ(table_->find("R", std::nullopt).kind, Kind::ambiguous);
  EXPECT_EQ(table_->find("S", std::nullopt).kind, Kind::mapped);
}

TEST(TableSet, ReplacesATableOfTheSameName) {
  const auto scheme = sample_scheme();
  TableSet set;
  EXPECT_EQ(set.find("sex"), nullptr);
  set.put(table_of(scheme, "sex", "sex", "1,,M,equivalent,APPROVED,,,\n"));
  set.put(table_of(scheme, "sex", "sex", "2,,F,equivalent,APPROVED,,,\n"));
  ASSERT_NE(set.find("sex"), nullptr);
  EXPECT_EQ(set.find("sex")->find("1", std::nullopt).kind, Kind::unmapped);
  EXPECT_EQ(set.find("sex")->version(), 7);
  EXPECT_EQ(set.tables().size(), 1U);
}

}  // namespace
}  // namespace raccordo::mapping
