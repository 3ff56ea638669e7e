// Tables of any size, and files that are none.
#include "mapping/table_file.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using test::all;
using test::has_fault;

FileFaults told_of(const std::string& csv) {
  const auto parsed =
      parse_table(csv, "t.csv", {"src", "intervention", "intervention", 0}, test::sample_scheme());
  return parsed ? FileFaults() : parsed.error();
}

bool accepted(const std::string& csv) { return told_of(csv).empty(); }

TEST(TableBounds, BoundsRowsColumnsAndFaults) {
  std::string rows;
  for (std::size_t i = 0; i < kTableRows; ++i) rows += std::to_string(i) + ",,IGNORED,\n";
  const std::string header = "source_code,target_code,status,relationship\n";
  EXPECT_TRUE(accepted(header + rows));
  const auto many = told_of(header + rows + "x,,IGNORED,\n");
  EXPECT_TRUE(has_too_many_rows(many)) << all(many);
  EXPECT_EQ(many.at(0).line, 1'000'002);
  std::string columns;
  for (int i = 0; i < 64; ++i) columns += ",m" + std::to_string(i);
  const std::string start = "source_code,target_code,status,relationship";
  EXPECT_TRUE(accepted(start + columns + "\n"));
  EXPECT_TRUE(has_fault(told_of(start + columns + ",m64\n"), 1, "64 columns"));
  EXPECT_TRUE(has_fault(told_of(start + ",\"a;b\"\n"), 1, "separator"));
  std::string bad;
  for (int i = 0; i < 30'000; ++i) bad += "x,,nonsense,\n";
  EXPECT_LT(told_of(header + bad).size(), 10'100U);
  std::string ragged;
  for (int i = 0; i < 30'000; ++i) ragged += "x,y\n";
  EXPECT_LT(told_of(header + ragged).size(), 10'100U);
  std::string latin;
  for (int i = 0; i < 30'000; ++i) latin += "\xE0,,IGNORED,\n";
  EXPECT_LT(told_of(header + latin).size(), 20'100U);
}

TEST(TableBounds, CountsTheColumnsOfAHugeHeaderOrRowWithoutStoringThem) {
  std::string wide = "source_code,target_code,status,relationship";
  for (int i = 0; i < 200'000; ++i) wide += ",c" + std::to_string(i);
  const auto faults = told_of(wide + "\nx\n");
  ASSERT_EQ(faults.size(), 1U) << all(faults);
  EXPECT_TRUE(has_fault(faults, 1, "names 200004 columns; a file may have 200 at most")) << all(faults);
  const auto row =
      told_of("source_code,target_code,status,relationship\nx" + std::string(200'000, ',') + "y\n");
  EXPECT_TRUE(has_fault(row, 2, "has 200001 cells where the first line has 4")) << all(row);
}

TEST(TableBounds, ReportsAFileThatIsNotCsvOnce) {
  using namespace std::string_view_literals;
  for (const auto& [bytes, told] :
       {std::pair("PK\x03\x04\x14\x00[Content_Types].xml xl/workbook.xml"sv, "an Excel workbook (.xlsx)"sv),
        {"\xFF\xFEs\x00o\x00"sv, "text in UTF-16"sv},
        {"<html><body>"sv, "a web page (HTML)"sv},
        {"%PDF-1.7"sv, "a PDF file"sv}}) {
    const auto faults = told_of(std::string(bytes));
    ASSERT_EQ(faults.size(), 1U) << all(faults);
    EXPECT_TRUE(has_fault(faults, 1, told)) << all(faults);
  }
}

}  // namespace
}  // namespace raccordo::mapping
