#include "privacy/attackers/attack_scenes.hpp"

#include <stdexcept>

#include "aggregate/release/rates.hpp"
#include "aggregate/release/release.hpp"
#include "mapping/scheme_file.hpp"

namespace raccordo::attackers {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

model::Code code(std::string name, std::string parent = "") {
  model::Code out;
  out.code = std::move(name);
  out.label_it = "it " + out.code;
  out.label_en = "en " + out.code;
  out.parent = std::move(parent);
  return out;
}

void add(model::Scheme& scheme, const std::string& id, std::vector<model::Code> codes) {
  scheme.systems.emplace(id, model::CodeSystem(id, std::move(codes)));
}

model::Comune comune(const std::string& istat, const std::string& ambito, const std::string& district,
                     const std::string& group = "") {
  return {"Comune " + istat, istat, "X" + istat.substr(3), ambito, district, group};
}

model::DimensionChoice by(Dimension dimension) { return {dimension, {}, {}}; }
model::DimensionChoice by(TerritoryLevel level) { return {Dimension::territory, level, {}}; }

model::ExtractDefinition extract(const std::string& id, Measure measure, When when,
                                 std::vector<model::DimensionChoice> dimensions) {
  return {id, "it " + id, "en " + id, measure, when, std::move(dimensions)};
}

model::Period year_2017() { return *model::parse_period("2017", model::Periodicity::year); }

}  // namespace

Matter tiny_matter() {
  Matter matter;
  add(matter.scheme, "area", {code("minori"), code("anziani")});
  add(matter.scheme, "intervention", {code("minori.nido", "minori"), code("anziani.pasti", "anziani")});
  add(matter.scheme, "sex", {code("M"), code("F"), code("U")});
  matter.scheme.territory = model::Territory(
      {comune("016001", "alfa", "Alto"), comune("016002", "alfa", "Alto")}, {{"alfa", "Alfa"}}, {});
  matter.catalogue = {extract("persons-by-comune-area", Measure::persons, When::active_during,
                              {by(TerritoryLevel::comune), by(Dimension::area)}),
                      extract("persons-by-area-sex", Measure::persons, When::active_during,
                              {by(Dimension::area), by(Dimension::sex)}),
                      extract("cases-by-area", Measure::cases, When::active_during, {by(Dimension::area)}),
                      extract("interventions-by-comune", Measure::interventions, When::active_during,
                              {by(TerritoryLevel::comune)})};
  matter.period = year_2017();
  matter.k = 3;
  return matter;
}

Matter with_comuni_alone(Matter matter) {
  const auto& given = matter.scheme.territory;
  auto comuni = given.comuni();
  for (auto& each : comuni) each.alone = true;
  matter.scheme.territory = model::Territory(std::move(comuni), given.ambito_labels(), given.group_labels());
  return matter;
}

Matter small_matter() {
  Matter matter;
  add(matter.scheme, "area", {code("minori"), code("anziani"), code("disabili")});
  add(matter.scheme, "intervention",
      {code("minori.nido", "minori"), code("anziani.pasti", "anziani"), code("anziani.trasporto", "anziani"),
       code("disabili.educativa", "disabili")});
  add(matter.scheme, "sex", {code("M"), code("F"), code("U")});
  add(matter.scheme, "need", {code("casa"), code("lavoro"), code("lingua")});
  add(matter.scheme, "management", {code("direct"), code("associated")});
  matter.scheme.territory = model::Territory(
      {comune("016001", "alfa", "Alto", "alfa.1"), comune("016002", "alfa", "Alto", "alfa.1"),
       comune("016003", "alfa", "Alto"), comune("016004", "beta", "Basso"), comune("016005", "beta", "Basso"),
       comune("016006", "gamma", "Basso"), comune("016215", "", "")},
      {{"alfa", "Alfa"}, {"beta", "Beta"}, {"gamma", "Gamma"}}, {{"alfa.1", "Piccoli di Alfa"}});
  matter = with_comuni_alone(std::move(matter));
  const model::DimensionChoice ages{
      Dimension::age, {}, {{0, 17, "0-17"}, {18, 64, "18-64"}, {65, -1, "65+"}}};
  matter.catalogue = {
      extract("cases-by-ambito", Measure::cases, When::registered_by_end, {by(TerritoryLevel::ambito)}),
      extract("persons-by-type", Measure::persons, When::active_during, {by(Dimension::type)}),
      extract("persons-by-comune-area", Measure::persons, When::active_during,
              {by(TerritoryLevel::comune), by(Dimension::area)}),
      extract("persons-by-area-sex-age", Measure::persons, When::active_during,
              {by(Dimension::area), by(Dimension::sex), ages}),
      extract("cases-by-ambito-area", Measure::cases, When::active_during,
              {by(TerritoryLevel::ambito), by(Dimension::area)}),
      extract("needs-by-ambito", Measure::persons, When::active_during,
              {by(TerritoryLevel::ambito), by(Dimension::need)}),
      extract("opened-by-ambito-month", Measure::cases, When::opened_during,
              {by(TerritoryLevel::ambito), by(Dimension::month)}),
      extract("amount-by-ambito-area", Measure::amount, When::opened_during,
              {by(TerritoryLevel::ambito), by(Dimension::area)}),
      extract("interventions-by-area", Measure::interventions, When::active_during, {by(Dimension::area)}),
      extract("interventions-by-management", Measure::interventions, When::active_during,
              {by(Dimension::management)})};
  matter.period = year_2017();
  return matter;
}

Matter shipped_matter(int k) {
  const std::filesystem::path root = RACCORDO_SOURCE_DIR;
  auto scheme = mapping::load_scheme(root / "mappings" / "scheme");
  auto catalogue = aggregate::load_catalogue(root / "mappings" / "extracts");
  if (!scheme || !catalogue) throw std::invalid_argument("the shipped scheme or catalogue has faults");
  // The inhabitants are public: who reads a rate reads its number of persons.
  for (auto& definition : *catalogue) {
    if (aggregate::is_rate(definition.measure)) definition.measure = Measure::persons;
  }
  return {std::move(*scheme), std::move(*catalogue), year_2017(), k};
}

}  // namespace raccordo::attackers
