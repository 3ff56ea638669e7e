#include "extract/render.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/csv_field.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "support/release_of.hpp"
#include "unit/aggregate/small_register.hpp"
#include "unit/extract/zip_member.hpp"

namespace raccordo::tests {
namespace {

using extract::TableFormat;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::array kAllFormats = {TableFormat::json_stat, TableFormat::csv, TableFormat::sdmx_csv,
                                    TableFormat::xlsx};

/// Three areas by sex: 8 women and 7 men with anziani, 2 women with minori; every intervention costs 10.05.
SmallRegister some_register() {
  SmallRegister given;
  const auto add = [&](int persons, std::string_view sex, std::string_view area) {
    for (int i = 0; i < persons; ++i) {
      given.open(given.person(sex, "1940-05-01"), "016004");
      auto& intervention = given.intervene(area, "", "2017-03-01");
      intervention.has_amount = true;
      intervention.amount_cents = 10'05;
    }
  };
  add(8, "F", "anziani");
  add(7, "M", "anziani");
  add(2, "F", "minori");
  return given;
}

aggregate::Release release_of(model::ExtractDefinition definition) {
  definition.title_it = "=Titolo, \"tra virgolette\"";
  definition.title_en = "Title";
  return tests::release_of(some_register().facts, {definition}, small_scheme(), request_for(year(2017)))
      .value();
}

aggregate::Release persons_by_area() {
  return release_of(
      extract_by(model::Measure::persons, model::When::active_during, {by(model::Dimension::area)}));
}
aggregate::Release amount_by_area_sex() {
  return release_of(extract_by(model::Measure::amount, model::When::opened_during,
                               {by(model::Dimension::sex), by(model::Dimension::area)}));
}
aggregate::Release cases_by_sex() {
  return release_of(
      extract_by(model::Measure::cases, model::When::active_during, {by(model::Dimension::sex)}));
}

std::string rendered(const aggregate::Release& release, TableFormat format) {
  return extract::render(release.tables().front(), format);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const auto line : base::split(text, '\n')) lines.emplace_back(line);
  EXPECT_EQ(lines.back(), "");
  lines.pop_back();
  return lines;
}

rapidjson::Document json_stat(const aggregate::Release& release) {
  rapidjson::Document document;
  const auto text = rendered(release, TableFormat::json_stat);
  document.Parse(text.data(), text.size());
  EXPECT_FALSE(document.HasParseError());
  return document;
}

TEST(Render, NamesEveryFormat) {
  for (const auto format : kAllFormats) {
    EXPECT_EQ(extract::parse_table_format(to_string(format)), format);
    EXPECT_FALSE(extract::media_type(format).empty());
    EXPECT_TRUE(extract::file_extension(format).starts_with("."));
  }
  EXPECT_FALSE(extract::parse_table_format("pdf"));
  EXPECT_EQ(extract::media_type(TableFormat::sdmx_csv), "application/vnd.sdmx.data+csv");
}

TEST(Render, GivesTheSameBytesTwice) {
  for (const auto format : kAllFormats) {
    EXPECT_EQ(rendered(amount_by_area_sex(), format), rendered(amount_by_area_sex(), format))
        << to_string(format);
  }
}

TEST(JsonStat, HidesWithNullAndStatus) {
  const auto table = json_stat(persons_by_area());
  EXPECT_STREQ(table["version"].GetString(), "2.0");
  EXPECT_STREQ(table["class"].GetString(), "dataset");
  EXPECT_EQ(table["size"][0].GetInt(), 5);
  EXPECT_EQ(table["size"].Size(), 3U);  // area, measure, period
  const auto& value = table["value"];
  ASSERT_EQ(value.Size(), 5U);
  EXPECT_EQ(value[0].GetInt(), 17);
  EXPECT_FALSE(table["status"].HasMember("0"));
  // Hidden are the 2 persons of minori and the cell that protects them; the other cells are empty.
  for (rapidjson::SizeType i = 1; i < 3; ++i) {
    EXPECT_TRUE(value[i].IsNull());
    EXPECT_STREQ(table["status"][std::to_string(i)].GetString(), "c");
  }
  EXPECT_EQ(table["status"].MemberCount(), 2U);
  EXPECT_EQ(json_stat(cases_by_sex())["status"].MemberCount(), 0U);
}

TEST(JsonStat, GivesIndexLabelsAndChildrenOfEveryDimension) {
  const auto release =
      release_of(extract_by(model::Measure::cases, model::When::active_during,
                            {by(model::TerritoryLevel::comune), by(model::Dimension::month)}));
  const auto table = json_stat(release);
  EXPECT_STREQ(table["role"]["geo"][0].GetString(), "territory");
  EXPECT_STREQ(table["role"]["time"][0].GetString(), "month");
  EXPECT_STREQ(table["role"]["time"][1].GetString(), "period");
  const auto& territory = table["dimension"]["territory"];
  const auto& category = territory["category"];
  EXPECT_EQ(category["index"]["_T"].GetInt(), 0);
  EXPECT_EQ(category["index"].MemberCount(), table["size"][0].GetUint());
  EXPECT_EQ(category["label"].MemberCount(), table["size"][0].GetUint());
  EXPECT_STREQ(category["label"]["alfa"].GetString(), "Alfa");
  EXPECT_STREQ(category["child"]["_T"][0].GetString(), "district-alto");
  EXPECT_STREQ(category["child"]["_T"][2].GetString(), "_U");
  EXPECT_STREQ(category["child"]["_U"][0].GetString(), "016215");
  EXPECT_STREQ(category["child"]["alfa"][0].GetString(), "alfa.1");
  EXPECT_FALSE(category["index"].HasMember("016002")) << "it is not shown alone";
  EXPECT_STREQ(territory["extension"]["category_label_en"]["district-alto"].GetString(), "District Alto");
  EXPECT_EQ(table["dimension"]["month"]["category"]["child"]["_T"].Size(), 13U);
  EXPECT_STREQ(table["dimension"]["month"]["category"]["child"]["_T"][12].GetString(), "_P");
}

TEST(JsonStat, HasTitlesPeriodAndGuarantee) {
  const auto table = json_stat(persons_by_area());
  EXPECT_STREQ(table["label"].GetString(), "=Titolo, \"tra virgolette\"");
  const auto& extension = table["extension"];
  EXPECT_STREQ(extension["title_en"].GetString(), "Title");
  EXPECT_STREQ(extension["period"].GetString(), "2017");
  EXPECT_STREQ(extension["status"]["c"]["it"].GetString(), "dato non mostrato per riservatezza");
  EXPECT_EQ(extension["k"].GetInt(), 5);
  EXPECT_THAT(extension["guarantee"].GetString(), HasSubstr("at least 5"));
}

TEST(JsonStat, WritesAmountsAsNumbersInEuro) {
  const auto release = amount_by_area_sex();
  const auto& dimensions = release.tables()[0].dimensions();
  const auto table = json_stat(release);
  const auto total = static_cast<rapidjson::SizeType>(place_of(dimensions, {}));
  EXPECT_DOUBLE_EQ(table["value"][total].GetDouble(), 170.85);
  EXPECT_THAT(rendered(release, TableFormat::json_stat), HasSubstr("170.85"));
}

TEST(Render, NamesTheUnitOfRatesAndWritesThemWithSixDecimals) {
  auto scheme = small_scheme();
  for (const auto& comune : scheme.territory.comuni()) {
    scheme.population.rows.push_back({comune.istat_code, 2017, "F", 40, 300});
  }
  const auto release = tests::release_of(some_register().facts,
                                         {extract_by(model::Measure::prevalence, model::When::active_during,
                                                     {by(model::TerritoryLevel::district)})},
                                         scheme, request_for(year(2017)))
                           .value();
  const auto table = json_stat(release);
  EXPECT_STREQ(table["extension"]["unit"]["en"].GetString(), "persons per 1,000 inhabitants");
  EXPECT_DOUBLE_EQ(table["value"][0].GetDouble(), 8.095238);  // 17 of 2,100
  EXPECT_THAT(rendered(release, TableFormat::csv), HasSubstr("_T,Totale,2017,8.095238,"));
  EXPECT_THAT(zip_member(rendered(release, TableFormat::xlsx), "xl/sharedStrings.xml"),
              HasSubstr("persone ogni 1.000 abitanti"));
}

TEST(Csv, HasCodesLabelsValueAndStatus) {
  const auto lines = lines_of(rendered(persons_by_area(), TableFormat::csv));
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_EQ(lines[0], "area,area_label_it,period,value,status");
  EXPECT_EQ(lines[1], "_T,Totale,2017,17,");
  EXPECT_EQ(lines[2], "minori,it minori,2017,,c");
  EXPECT_EQ(lines_of(rendered(amount_by_area_sex(), TableFormat::csv))[0],
            "sex,area,sex_label_it,area_label_it,period,value,status");
  EXPECT_EQ(lines_of(rendered(amount_by_area_sex(), TableFormat::csv))[1],
            "_T,_T,Totale,Totale,2017,170.85,");
}

TEST(Csv, EscapesFormulasAndQuotesIfNeeded) {
  for (const auto* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"}) {
    EXPECT_EQ(base::harmless(formula), std::string("'") + formula);
  }
  EXPECT_EQ(base::harmless("a=1"), "a=1");
  EXPECT_EQ(base::harmless(""), "");
  std::string row;
  base::append_field(row, "a \"b\", c");
  EXPECT_EQ(row, "\"a \"\"b\"\", c\"");
}

TEST(SdmxCsv, HasOneObservationPerRow) {
  const auto lines = lines_of(rendered(persons_by_area(), TableFormat::sdmx_csv));
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_EQ(lines[0], "STRUCTURE,STRUCTURE_ID,ACTION,AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS");
  EXPECT_EQ(lines[1], "dataflow,RACCORDO:TABLE(1.0),I,_T,2017,17,A,F");
  EXPECT_EQ(lines[2], "dataflow,RACCORDO:TABLE(1.0),I,minori,2017,,Q,C");
}

TEST(JsonStat, HasTimeMetricAndDocumentInEveryTable) {
  rapidjson::Document table;
  extract::Document document;
  document.href = "https://dati.esempio.it/open/releases/01JD/tables/table";
  document.source = "Ambito di Esempio";
  document.updated = base::Instant{1'795'334'400'000'000};
  const auto text = extract::render(amount_by_area_sex().tables().front(), TableFormat::json_stat, document);
  table.Parse(text.data(), text.size());
  EXPECT_EQ(table["href"].GetString(), document.href);
  EXPECT_STREQ(table["source"].GetString(), "Ambito di Esempio");
  EXPECT_STREQ(table["updated"].GetString(), "2026-11-22T08:00:00Z");
  EXPECT_STREQ(table["role"]["metric"][0].GetString(), "measure");
  EXPECT_STREQ(table["id"][3].GetString(), "period");
  EXPECT_EQ(table["dimension"]["period"]["category"]["index"]["2017"].GetInt(), 0);
  EXPECT_TRUE(table["dimension"]["period"]["category"]["child"].IsObject());
  const auto& unit = table["dimension"]["measure"]["category"]["unit"]["amount"];
  EXPECT_EQ(unit["decimals"].GetInt(), 2);
  EXPECT_STREQ(unit["label"].GetString(), "euro");
  EXPECT_EQ(table["link"]["describedby"][0]["href"].GetString(), document.href + "/structure");
  EXPECT_EQ(table["link"]["alternate"].Size(), 3U);
}

TEST(Render, ShowsNoNumberOfAHiddenCellInAnyFormat) {
  // The hidden counts are 15 and 2; neither may appear as a value.
  const auto release = persons_by_area();
  EXPECT_THAT(rendered(release, TableFormat::csv), Not(HasSubstr(",15,")));
  EXPECT_THAT(rendered(release, TableFormat::sdmx_csv), Not(HasSubstr(",15,")));
  EXPECT_THAT(rendered(release, TableFormat::json_stat), HasSubstr("\"value\":[17,null,null,0,0]"));
  EXPECT_THAT(zip_member(rendered(release, TableFormat::xlsx), "xl/worksheets/sheet1.xml"),
              Not(HasSubstr("\"><v>15</v></c></row>")));
}

}  // namespace
}  // namespace raccordo::tests
