// The published tables of the province, counted from invented people with the same figures. The numbers are
// compared unprotected, inside this test: no program prints them.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/json.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::When;

constexpr std::uint32_t kInTwoAreas = 50;

const rapidjson::Document& figures() {
  static const rapidjson::Document document = [] {
    std::ifstream in(RACCORDO_SOURCE_DIR "/tests/unit/aggregate/data/published_figures.json");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    rapidjson::Document parsed;
    parsed.Parse(text.data(), text.size());
    return parsed;
  }();
  return document;
}

std::string type_code(const rapidjson::Value& area, const rapidjson::Value& row) {
  return std::string(area["area"].GetString()) + "." + row["type"].GetString();
}

model::Scheme published_scheme() {
  std::vector<model::Code> areas;
  std::vector<model::Code> types;
  for (const auto& area : figures()["types"].GetArray()) {
    model::Code code;
    code.code = area["area"].GetString();
    areas.push_back(code);
    for (const auto& row : area["rows"].GetArray()) {
      model::Code type;
      type.code = type_code(area, row);
      type.parent = code.code;
      types.push_back(type);
    }
  }
  model::Scheme scheme;
  scheme.systems.emplace("area", model::CodeSystem("area", areas));
  scheme.systems.emplace("intervention", model::CodeSystem("intervention", types));
  return scheme;
}

int persons_of(std::string_view area) {
  for (const auto& row : figures()["areas"].GetArray()) {
    if (row["area"].GetString() == area) return row["persons"].GetInt();
  }
  return 0;
}

/// As many persons per area as published. Where the types sum to more, the first persons have two. A few
/// persons of the first area are also the first persons of the second.
SmallRegister published_register() {
  SmallRegister given;
  const auto& areas = figures()["types"];
  for (rapidjson::SizeType a = 0; a < areas.Size(); ++a) {
    const std::string area = areas[a]["area"].GetString();
    const auto people = persons_of(area);
    const auto first = given.facts.persons.size() - (a == 1 ? kInTwoAreas : 0);
    for (auto known = given.facts.persons.size(); known < first + static_cast<std::size_t>(people); ++known) {
      given.person("F", "1980-01-01");
    }
    int next = 0;
    for (const auto& row : areas[a]["rows"].GetArray()) {
      for (int i = 0; i < row["persons"].GetInt(); ++i, ++next) {
        given.open(static_cast<std::uint32_t>(first) + static_cast<std::uint32_t>(next % people), "016001");
        given.intervene(area, type_code(areas[a], row));
      }
    }
  }
  return given;
}

TEST(PublishedTables, PersonsByAreaAndTypeEqualThePublishedCells) {
  const auto given = published_register();
  const auto scheme = published_scheme();
  const Counted by_area(given, extract_by(Measure::persons, When::active_during, {by(Dimension::area)}),
                        scheme, year(2017));
  const Counted by_type(given, extract_by(Measure::persons, When::active_during, {by(Dimension::type)}),
                        scheme, year(2017));
  std::int64_t over_areas = 0;
  for (const auto& area : figures()["types"].GetArray()) {
    const std::string code = area["area"].GetString();
    EXPECT_EQ(by_area.value({{"area", code}}), persons_of(code));
    EXPECT_EQ(by_type.value({{"type", code}}), persons_of(code));
    over_areas += by_area.value({{"area", code}});
    std::int64_t over_types = 0;
    for (const auto& row : area["rows"].GetArray()) {
      EXPECT_EQ(by_type.value({{"type", type_code(area, row)}}), row["persons"].GetInt())
          << row["type"].GetString();
      over_types += row["persons"].GetInt();
    }
    EXPECT_EQ(over_types - persons_of(code), code == "anziani" ? 2330 : 0) << code;
  }
  EXPECT_EQ(over_areas, 78283);
  EXPECT_EQ(by_area.value({}), 78283 - kInTwoAreas);
  EXPECT_EQ(by_type.value({}), 78283 - kInTwoAreas);
}

TEST(PublishedTables, CasesByAmbitoEqualThePublishedCellsAndAddUp) {
  std::vector<model::Comune> comuni;
  SmallRegister given;
  for (const auto& row : figures()["cases"].GetArray()) {
    const auto istat = std::to_string(100000 + comuni.size());
    comuni.push_back({istat, istat, istat, row["ambito"].GetString(), "Prova", ""});
    for (int i = 0; i < row["cases"].GetInt(); ++i)
      given.open(given.person("F", "1980-01-01"), istat, "2016-01-01");
  }
  model::Scheme scheme;
  scheme.territory = model::Territory(comuni, {}, {});
  const Counted cases(
      given, extract_by(Measure::cases, When::registered_by_end, {by(model::TerritoryLevel::ambito)}), scheme,
      year(2017));
  ASSERT_EQ(figures()["cases"].Size(), 14U);
  for (const auto& row : figures()["cases"].GetArray()) {
    EXPECT_EQ(cases.value({{"territory", row["ambito"].GetString()}}), row["cases"].GetInt());
  }
  EXPECT_EQ(cases.value({}), 40125);
  EXPECT_EQ(cases.value({{"territory", "district-prova"}}), 40125);
}

}  // namespace
}  // namespace raccordo::tests
