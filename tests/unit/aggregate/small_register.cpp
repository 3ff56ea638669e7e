#include "unit/aggregate/small_register.hpp"

#include <algorithm>
#include <stdexcept>

#include "aggregate/release/extract_reader.hpp"
#include "support/counted_tables.hpp"

namespace raccordo::tests {
namespace {

model::Code code(const std::string& name, std::string parent = "") {
  model::Code out;
  out.code = name;
  out.label_it = "it " + name;
  out.label_en = "en " + name;
  out.parent = std::move(parent);
  return out;
}

void add(model::Scheme& scheme, const std::string& id, std::vector<model::Code> codes) {
  scheme.systems.emplace(id, model::CodeSystem(id, std::move(codes)));
}

model::Comune comune(std::string istat, std::string ambito, std::string district, std::string group = "") {
  return {"Comune " + istat,   istat,           "X" + istat.substr(3), std::move(ambito),
          std::move(district), std::move(group)};
}

}  // namespace

model::Scheme small_scheme() {
  model::Scheme scheme;
  auto anziani = code("anziani");
  anziani.age_min = 18;
  add(scheme, "area", {code("minori"), anziani, code("disabili")});
  add(scheme, "intervention",
      {code("minori.nido", "minori"), code("anziani.pasti", "anziani"), code("anziani.trasporto", "anziani"),
       code("disabili.educativa", "disabili")});
  add(scheme, "sex", {code("M"), code("F"), code("U")});
  add(scheme, "need", {code("casa"), code("lavoro")});
  add(scheme, "channel", {code("self")});
  add(scheme, "closure", {code("moved")});
  add(scheme, "management", {code("direct"), code("associated")});
  add(scheme, "citizenship", {code("EU"), code("IT"), code("FR", "EU"), code("DE", "EU")});
  scheme.territory = model::Territory(
      {comune("016001", "alfa", "Alto", "alfa.1"), comune("016002", "alfa", "Alto", "alfa.1"),
       comune("016003", "alfa", "Alto"), comune("016004", "beta", "Basso"), comune("016005", "beta", "Basso"),
       comune("016006", "gamma", "Basso"), comune("016215", "", "")},
      {{"alfa", "Alfa"}, {"beta", "Beta"}, {"gamma", "Gamma"}}, {{"alfa.1", "Piccoli di Alfa"}});
  return scheme;
}

model::Period year(int number) {
  return model::parse_period(std::to_string(number), model::Periodicity::year).value();
}

base::Date day(std::string_view iso) {
  return iso.empty() ? base::Date{} : base::parse_iso_date(iso).value();
}

std::uint32_t SmallRegister::person(std::string_view sex, std::string_view birth) {
  facts.persons.push_back({code(sex), day(birth), facts.persons.size() + 1});
  return static_cast<std::uint32_t>(facts.persons.size() - 1);
}

model::CaseFacts& SmallRegister::open(std::uint32_t person, std::string_view owner, std::string_view opened,
                                      std::string_view closed) {
  model::CaseFacts item;
  item.person = person;
  item.owner = code(owner);
  item.opened = day(opened);
  item.closed = day(closed);
  facts.cases.push_back(std::move(item));
  return facts.cases.back();
}

model::InterventionFacts& SmallRegister::intervene(std::string_view area, std::string_view type,
                                                   std::string_view start, std::string_view end) {
  model::InterventionFacts item;
  item.area = code(area);
  item.type = code(type);
  item.start = day(start);
  item.end = day(end);
  auto& interventions = facts.cases.back().interventions;
  interventions.push_back(item);
  return interventions.back();
}

void SmallRegister::need(std::string_view text) { facts.cases.back().needs.push_back(code(text)); }

model::ExtractDefinition extract_by(model::Measure measure, model::When when,
                                    std::vector<model::DimensionChoice> by) {
  return {"table", "Tabella", "Table", measure, when, std::move(by)};
}

model::DimensionChoice by(model::Dimension dimension) { return {dimension, {}, {}}; }
model::DimensionChoice by(model::TerritoryLevel level) { return {model::Dimension::territory, level, {}}; }
model::DimensionChoice by_age(std::initializer_list<std::string_view> bands) {
  model::DimensionChoice choice = by(model::Dimension::age);
  for (const auto band : bands) choice.ages.push_back(aggregate::parse_age_band(band).value());
  return choice;
}

Counted::Counted(const SmallRegister& given, const model::ExtractDefinition& definition,
                 const model::Period& period)
    : Counted(given, definition, small_scheme(), period) {}

Counted::Counted(const SmallRegister& given, const model::ExtractDefinition& definition,
                 const model::Scheme& scheme, const model::Period& period) {
  auto tables = count_tables(given.facts, {definition}, scheme, period);
  if (!tables) throw std::invalid_argument(tables.error().message);
  table_ = std::move(tables->front());
}

std::int64_t Counted::value(Codes codes) const {
  return table_.cells.at(place_of(table_.dimensions, codes)).value;
}
std::uint32_t Counted::persons(Codes codes) const {
  return table_.cells.at(place_of(table_.dimensions, codes)).persons;
}

std::size_t place_of(const std::vector<model::TableDimension>& dimensions, Codes codes) {
  std::size_t place = 0;
  std::size_t used = 0;
  for (const auto& dimension : dimensions) {
    std::string_view wanted = "_T";
    for (const auto& [name, value] : codes) {
      if (name != dimension.id) continue;
      wanted = value;
      ++used;
    }
    const auto& categories = dimension.categories;
    const auto found = std::find_if(categories.begin(), categories.end(),
                                    [&](const auto& category) { return category.code == wanted; });
    if (found == categories.end()) throw std::out_of_range("no category " + std::string(wanted));
    place = place * categories.size() + static_cast<std::size_t>(found - categories.begin());
  }
  if (used != codes.size()) throw std::out_of_range("a dimension that the table has not");
  return place;
}

aggregate::ReleaseRequest request_for(const model::Period& period, int k) {
  aggregate::ReleaseRequest request;
  request.id = "01JDRELEASE";
  request.period = period;
  request.rules.k = k;
  request.mapping_versions = {{"treviglio", {{"area", 3}}}};
  request.coverage = {{"treviglio", 97}};
  return request;
}

}  // namespace raccordo::tests
