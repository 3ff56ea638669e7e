#include "extract/cube.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "extract/collection.hpp"
#include "extract/cross_table.hpp"
#include "extract/render.hpp"
#include "unit/extract/extract_scene.hpp"

namespace raccordo::tests {
namespace {

using extract::CellState;
using extract::Cube;
using extract::TableFormat;
using ::testing::HasSubstr;
using ::testing::Not;

model::ExtractDefinition by_area() {
  return extract_by(model::Measure::persons, model::When::opened_during, {by(model::Dimension::area)});
}
model::ExtractDefinition by_month() {
  return extract_by(model::Measure::cases, model::When::opened_during, {by(model::Dimension::month)});
}

const model::ProtectedTable* table_of(const aggregate::Release& release) { return &release.tables().front(); }

TEST(Cube, PutsTheSameTableOfSeveralPeriodsSideBySide) {
  const auto first = release_of_groups({{8, "F", "anziani"}}, by_area(), 2016);
  const auto second = release_of_groups({{9, "M", "anziani"}}, by_area(), 2017);
  const Cube cube({table_of(first), table_of(second)});
  ASSERT_EQ(cube.periods().size(), 2U);
  EXPECT_EQ(cube.periods()[1].code, "2017");
  EXPECT_TRUE(cube.is_series());
  EXPECT_EQ(cube.cells()[0].value, 8);
  EXPECT_EQ(cube.cells()[1].value, 9);
  EXPECT_EQ(cube.cells().size(), 2 * table_of(first)->cells().size());
}

TEST(Cube, MarksCellsOfCategoriesThatOnePeriodLacks) {
  const auto first = release_of_groups({{8, "F", "anziani"}}, by_month(), 2016);
  const auto second = release_of_groups({{9, "M", "anziani"}}, by_month(), 2017);
  const Cube cube({table_of(first), table_of(second)});
  const auto& months = cube.dimensions().front().categories;
  std::size_t absent = 0;
  for (const auto& cell : cube.cells()) absent += cell.state == CellState::absent ? 1 : 0;
  EXPECT_EQ(absent, 24U);
  std::set<std::string> codes;
  for (const auto& month : months) {
    EXPECT_TRUE(codes.insert(month.code).second) << month.code;
    if (month.depth > 0) {
      EXPECT_EQ(months[static_cast<std::size_t>(month.parent)].code, "_T");
    }
  }
  EXPECT_EQ(codes.size(), 26U) << "24 months, the total, and earlier periods";
  const auto text = extract::render(cube, TableFormat::json_stat);
  EXPECT_THAT(text, HasSubstr("\"m\""));
  EXPECT_THAT(extract::render(cube, TableFormat::sdmx_csv), Not(HasSubstr(",M,F")));  // not written at all
}

TEST(Cube, LeavesOutAPeriodOfAnotherShape) {
  const auto first = release_of_groups(
      {{8, "F", "anziani"}},
      extract_by(model::Measure::persons, model::When::opened_during, {by(model::Dimension::sex)}), 2016);
  const auto second = release_of_groups({{9, "M", "anziani"}}, by_area(), 2017);
  const Cube cube({table_of(first), table_of(second)});
  ASSERT_EQ(cube.periods().size(), 1U);
  ASSERT_EQ(cube.left_out().size(), 1U);
  EXPECT_EQ(cube.left_out()[0].period, "2016");
  EXPECT_THAT(extract::render(cube, TableFormat::json_stat), HasSubstr("\"left_out\":[{\"id\":"));
}

TEST(Cube, NamesRulesAndGuaranteeOfEveryReleaseOfASeries) {
  const auto first = release_of_groups({{8, "F", "anziani"}}, by_area(), 2016);
  const auto second = release_of_groups({{9, "M", "anziani"}}, by_area(), 2017);
  const auto text = extract::render(Cube({table_of(first), table_of(second)}), TableFormat::json_stat);
  rapidjson::Document cube;
  cube.Parse(text.data(), text.size());
  ASSERT_FALSE(cube.HasParseError());
  ASSERT_EQ(cube["extension"]["releases"].Size(), 2U);
  EXPECT_STREQ(cube["extension"]["releases"][0]["period"].GetString(), "2016");
  EXPECT_EQ(cube["extension"]["releases"][1]["k"].GetInt(), 5);
  EXPECT_EQ(cube["dimension"]["period"]["category"]["index"]["2017"].GetInt(), 1);
  EXPECT_FALSE(cube["extension"].HasMember("period"));
}

TEST(Cube, GoesAcrossBySeriesPeriodsInTheSheet) {
  const auto first = release_of_groups({{8, "F", "anziani"}}, by_area(), 2016);
  const auto second = release_of_groups({{9, "M", "anziani"}}, by_area(), 2017);
  const auto table = extract::cross_table(Cube({table_of(first), table_of(second)}));
  EXPECT_EQ(table.across_name, "Periodo");
  ASSERT_EQ(table.across.size(), 2U);
  EXPECT_EQ(table.rows.front().cells[1].value, 9);
}

TEST(PeriodLabel, SaysQuartersAndMonthsInWords) {
  EXPECT_EQ(extract::period_label_it("2017"), "2017");
  EXPECT_EQ(extract::period_label_it("2017-Q4"), "4° trimestre 2017");
  EXPECT_EQ(extract::period_label_it("2017-12"), "dicembre 2017");
  EXPECT_EQ(extract::period_label_en("2017-Q1"), "quarter 1 of 2017");
  EXPECT_EQ(extract::period_label_en("2017-03"), "March 2017");
  EXPECT_EQ(extract::period_label_it("never"), "never");
}

TEST(SdmxCsv, PutsTheMonthIntoTimePeriod) {
  const auto release = release_of_groups({{8, "F", "anziani"}}, by_month());
  const auto text = extract::render(*table_of(release), TableFormat::sdmx_csv);
  EXPECT_THAT(text, HasSubstr(",_T,2017,8,A,F\n"));
  EXPECT_THAT(text, HasSubstr(",2017-03,2017-03,8,A,F\n"));
}

TEST(SdmxCsv, GivesLabelsIfAsked) {
  const auto release = release_of_groups({{8, "F", "anziani"}}, by_area());
  extract::Document document;
  document.labels = extract::Labels::name;
  const auto names = extract::render(*table_of(release), TableFormat::sdmx_csv, document);
  EXPECT_THAT(
      names,
      HasSubstr("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,AREA,Area di intervento,TIME_PERIOD,Periodo,"));
  EXPECT_THAT(names, HasSubstr(",anziani,it anziani,2017,,8,,A,Valore normale,F,Pubblicabile\n"));
  document.labels = extract::Labels::both;
  const auto both = extract::render(*table_of(release), TableFormat::sdmx_csv, document);
  EXPECT_THAT(both, HasSubstr("AREA: Area di intervento"));
  EXPECT_THAT(both, HasSubstr(",anziani: it anziani,2017,8,A: Valore normale,F: Pubblicabile\n"));
}

TEST(SdmxStructure, DescribesEveryColumnOfTheSdmxCsv) {
  const auto release = release_of_groups(
      {{8, "F", "anziani"}}, extract_by(model::Measure::persons, model::When::active_during,
                                        {by(model::TerritoryLevel::ambito), by(model::Dimension::area)}));
  const auto text = extract::render(*table_of(release), TableFormat::sdmx_structure);
  rapidjson::Document message;
  message.Parse(text.data(), text.size());
  ASSERT_FALSE(message.HasParseError());
  const auto& data = message["data"];
  EXPECT_STREQ(data["dataflows"][0]["id"].GetString(), "TABLE");
  const auto& components = data["dataStructures"][0]["dataStructureComponents"];
  EXPECT_STREQ(components["dimensionList"]["timeDimension"]["id"].GetString(), "TIME_PERIOD");
  // Every enumeration and every concept is in the same message.
  std::set<std::string> lists;
  std::set<std::string> concepts;
  for (const auto& list : data["codelists"].GetArray()) lists.insert(list["id"].GetString());
  for (const auto& each : data["conceptSchemes"][0]["concepts"].GetArray())
    concepts.insert(each["id"].GetString());
  EXPECT_EQ(lists.size(), 4U);
  for (const auto& dimension : components["dimensionList"]["dimensions"].GetArray()) {
    EXPECT_TRUE(concepts.contains(dimension["id"].GetString()));
    const std::string enumeration = dimension["localRepresentation"]["enumeration"].GetString();
    EXPECT_TRUE(lists.contains("CL_" + std::string(dimension["id"].GetString()))) << enumeration;
    EXPECT_THAT(enumeration, HasSubstr("RACCORDO:CL_" + std::string(dimension["id"].GetString()) + "(1.0)"));
  }
  const auto& codes = data["codelists"][0]["codes"];
  EXPECT_EQ(codes.Size(), table_of(release)->dimensions()[0].categories.size());
  EXPECT_STREQ(codes[1]["parent"].GetString(), "_T");
}

TEST(Collection, ListsAddressesWithLabels) {
  extract::Document document;
  document.href = "https://dati.esempio.it/open/series";
  const auto text = extract::write_collection(
      "Serie", document, {{"dataset", document.href + "/cases-by-ambito", "Cartelle", "Cases"}});
  rapidjson::Document collection;
  collection.Parse(text.data(), text.size());
  EXPECT_STREQ(collection["class"].GetString(), "collection");
  const auto& item = collection["link"]["item"][0];
  EXPECT_STREQ(item["class"].GetString(), "dataset");
  EXPECT_STREQ(item["label"].GetString(), "Cartelle");
}

}  // namespace
}  // namespace raccordo::tests
