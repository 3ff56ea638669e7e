#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/cross_table.hpp"
#include "extract/formats.hpp"
#include "extract/render.hpp"
#include "extract/xlsx_book.hpp"
#include "unit/extract/extract_scene.hpp"
#include "unit/extract/zip_member.hpp"

namespace raccordo::tests {
namespace {

using extract::Cube;
using extract::TableFormat;
using ::testing::HasSubstr;
using ::testing::Not;

aggregate::Release by_ambito_sex_area() {
  auto definition =
      extract_by(model::Measure::persons, model::When::active_during,
                 {by(model::Dimension::sex), by(model::TerritoryLevel::ambito), by(model::Dimension::area)});
  definition.title_it = "=Persone per Ambito, sesso e area";
  return release_of_groups({{8, "F", "anziani"}, {7, "M", "anziani"}, {2, "F", "minori"}}, definition);
}

std::string member_of(const aggregate::Release& release, std::string_view name) {
  return zip_member(extract::render(release.tables().front(), TableFormat::xlsx), name);
}

TEST(CrossTable, PutsTheTerritoryDownAndTheLastDimensionAcross) {
  const auto release = by_ambito_sex_area();
  const auto table = extract::cross_table(Cube(release.tables().front()));
  EXPECT_EQ(table.down, (std::vector<std::string>{"Territorio", "Sesso"}));
  ASSERT_EQ(table.across.size(), 5U);
  EXPECT_EQ(table.across[0].label, "Totale");
  const auto total = std::find_if(table.rows.begin(), table.rows.end(), [](const auto& row) {
    return row.headings[0].code == "beta" && row.headings[1].code == "_T";
  });
  ASSERT_NE(total, table.rows.end());
  EXPECT_EQ(total->cells[0].value, 17);
  EXPECT_EQ(total->cells[1].state, extract::CellState::hidden);
  for (const auto& row : table.rows) EXPECT_EQ(row.cells.size(), 5U);
}

TEST(CrossTable, HasOneColumnWithoutADimensionAcross) {
  const auto release = release_of_groups(
      {{8, "F", "anziani"}},
      extract_by(model::Measure::persons, model::When::active_during, {by(model::Dimension::sex)}));
  const auto table = extract::cross_table(Cube(release.tables().front()));
  ASSERT_EQ(table.across.size(), 1U);
  EXPECT_EQ(table.across[0].label, "Persone distinte");
  EXPECT_EQ(table.rows.front().cells.front().value, 8);
}

TEST(Xlsx, PrintsOnLandscapePagesWithHeaderAndFilters) {
  const auto release = by_ambito_sex_area();
  const auto sheet = member_of(release, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("orientation=\"landscape\""));
  EXPECT_THAT(sheet, HasSubstr("fitToHeight=\"0\""));
  EXPECT_THAT(sheet, HasSubstr("<autoFilter ref=\"A4:"));
  EXPECT_THAT(sheet, HasSubstr("state=\"frozen\""));
  EXPECT_THAT(sheet, Not(HasSubstr("<f>")));
  EXPECT_THAT(member_of(release, "xl/workbook.xml"), HasSubstr("_xlnm.Print_Titles"));
}

TEST(Xlsx, HasItalianHeadingsAndNoCutLabel) {
  const auto release = by_ambito_sex_area();
  const auto texts = member_of(release, "xl/sharedStrings.xml");
  for (const auto* heading : {"Territorio", "Sesso", "Codice", "=Persone per Ambito, sesso e area"})
    EXPECT_THAT(texts, HasSubstr(std::string("<t>") + heading));
  // The first column is as wide as its longest label.
  std::size_t longest = 0;
  for (const auto& category : release.tables().front().dimensions()[1].categories)
    longest = std::max(longest, extract::length_of(category.label_it));
  const auto sheet = member_of(release, "xl/worksheets/sheet1.xml");
  const auto at = sheet.find("<col min=\"1\" max=\"1\" width=\"") +
                  std::string_view("<col min=\"1\" max=\"1\" width=\"").size();
  EXPECT_GE(std::stod(sheet.substr(at, 8)), static_cast<double>(longest));
}

TEST(Xlsx, InformsInItalianAndCitesTheGuarantee) {
  const auto release = by_ambito_sex_area();
  const auto workbook = member_of(release, "xl/workbook.xml");
  EXPECT_THAT(workbook, HasSubstr("name=\"Dati\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"Informazioni\""));
  const auto texts = member_of(release, "xl/sharedStrings.xml");
  for (const auto* words : {"persone distinte", "Come si leggono le tavole", "da 1 a 4 persone",
                            "le parti non si sommano", "at least 5", "Estrazione del periodo 2017"})
    EXPECT_THAT(texts, HasSubstr(words));
  EXPECT_THAT(member_of(release, "docProps/core.xml"), HasSubstr("2000-01-01T00:00:00Z"));
}

TEST(Xlsx, WritesHiddenCellsAsTextAndShownOnesAsNumbers) {
  const auto release = release_of_groups(
      {{8, "F", "anziani"}, {7, "M", "anziani"}, {2, "F", "minori"}},
      extract_by(model::Measure::persons, model::When::active_during, {by(model::Dimension::area)}));
  const auto sheet = member_of(release, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("<v>17</v>"));
  EXPECT_THAT(sheet, Not(HasSubstr("<v>15</v></c></row>")));  // hidden, because 17 is shown
  EXPECT_THAT(member_of(release, "xl/sharedStrings.xml"), HasSubstr("<t>c</t>"));
}

TEST(Xlsx, GathersAllTablesOfAReleaseInOneWorkbook) {
  const auto release = by_ambito_sex_area();
  const auto& table = release.tables().front();
  const auto book = extract::write_workbook({Cube(table), Cube(table)}, {});
  const auto workbook = zip_member(book, "xl/workbook.xml");
  EXPECT_THAT(workbook, HasSubstr("name=\"=Persone per Ambito, sesso\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"=Persone per Ambito, sesso 2\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"Informazioni\""));
}

}  // namespace
}  // namespace raccordo::tests
