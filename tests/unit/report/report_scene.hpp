// Two small releases and their report. For tests only.
#pragma once

#include <string>
#include <vector>

#include "report/report.hpp"
#include "unit/extract/extract_scene.hpp"

namespace raccordo::tests {

inline report::ReportSource source_of(const aggregate::Release& release) {
  report::ReportSource source;
  source.release = &release;
  source.created_at = "2026-11-29T08:00:00Z";
  source.metadata.coverage = {{"bergamo", 97}};
  source.metadata.compares_senders = true;
  source.metadata.compared_with = "2016";
  source.metadata.sources = {{"treviglio", "", "halved"}};
  source.metadata.comuni = {{"016004", "Comune <Uno>", "stopped"}};
  return source;
}

inline model::ExtractDefinition named(model::ExtractDefinition definition, const char* id,
                                      const char* title) {
  definition.id = id;
  definition.title_it = title;
  definition.title_en = title;
  return definition;
}

/// Tables of persons by area, by area, sex and age, and cases by Ambito.
inline std::vector<model::ExtractDefinition> report_catalogue() {
  using model::Dimension;
  using model::Measure;
  using model::When;
  return {
      named(extract_by(Measure::persons, When::opened_during, {by(Dimension::area)}), "areas", "Per area"),
      named(extract_by(Measure::persons, When::opened_during,
                       {by(Dimension::area), by(Dimension::sex), by_age({"0-64", "65+"})}),
            "ages", "Per area, sesso & età"),
      named(extract_by(Measure::cases, When::opened_during, {by(model::TerritoryLevel::ambito)}), "ambiti",
            "Cartelle per Ambito")};
}

/// `elders` women of 2017 in area anziani, ten men in area minori.
inline aggregate::Release report_release(int elders, int of_year,
                                         const std::vector<model::ExtractDefinition>& catalogue) {
  SmallRegister given;
  const auto start = std::to_string(of_year) + "-03-01";
  const auto add = [&](int persons, std::string_view sex, std::string_view birth, std::string_view area,
                       std::string_view comune) {
    for (int i = 0; i < persons; ++i) {
      given.open(given.person(sex, birth), comune, start);
      given.intervene(area, "", start);
    }
  };
  add(elders, "F", "1940-05-01", "anziani", "016004");
  add(10, "M", "2009-05-01", "minori", "016001");
  add(2, "F", "1941-05-01", "anziani", "016006");
  return release_of(given.facts, catalogue, small_scheme(), request_for(year(of_year))).value();
}

}  // namespace raccordo::tests
