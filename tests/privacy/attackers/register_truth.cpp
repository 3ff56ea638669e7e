#include "privacy/attackers/register_truth.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "aggregate/count/group.hpp"
#include "aggregate/layers/layers.hpp"
#include "extract/render.hpp"
#include "support/counted_tables.hpp"
#include "support/release_of.hpp"

namespace raccordo::attackers {
namespace {

PublishedTable as_published(const aggregate::CountedTable& counted, const Matter& matter) {
  PublishedTable table;
  table.id = counted.definition.id;
  table.measure = model::to_string(counted.definition.measure);
  table.when = model::to_string(counted.definition.when);
  table.period = matter.period.code;
  table.k = matter.k;
  for (const auto& given : counted.dimensions) {
    PublishedDimension dimension{given.id, given.additive, {}};
    for (const auto& category : given.categories) {
      dimension.categories.push_back({category.code, category.parent});
    }
    table.dimensions.push_back(std::move(dimension));
  }
  for (const auto& cell : counted.cells) table.cells.emplace_back(cell.value);
  return table;
}

aggregate::Release release_of(const model::FactSet& facts, const Matter& matter) {
  aggregate::ReleaseRequest request;
  request.id = "01JDATTACK";
  request.period = matter.period;
  request.rules.k = matter.k;
  request.key = std::string(32, 'k');
  auto release = tests::release_of(facts, matter.catalogue, matter.scheme, request);
  if (!release) throw std::invalid_argument(release.error().message);
  return std::move(*release);
}

/// The tables of these definitions over these facts.
ExactTables count_as(const model::FactSet& facts, const Matter& matter,
                     const std::vector<model::ExtractDefinition>& catalogue) {
  const auto counted = tests::count_tables(facts, catalogue, matter.scheme, matter.period);
  if (!counted) throw std::invalid_argument(counted.error().message);
  ExactTables exact;
  for (const auto& given : *counted) {
    exact.tables.push_back(as_published(given, matter));
    for_each_cell(exact.tables.back(), [&](std::size_t place, const auto& categories) {
      const auto& cell = given.cells[place];
      exact.truth[name_cell(exact.tables.back(), categories).text()] = {cell.value, cell.persons, 0, 0};
    });
  }
  return exact;
}

}  // namespace

ExactTables count_exactly(const model::FactSet& facts, const Matter& matter) {
  auto catalogue = matter.catalogue;
  // The rows of published tables: months with `_P`, Comuni that are shown alone.
  for (auto& definition : catalogue) {
    for (auto& choice : definition.by) choice.from_seats = true;
  }
  // No table depends on the day, but some days of seats have a meaning of their own.
  auto months = facts;
  for (auto& item : months.cases) {
    for (auto* day : {&item.opened, &item.closed}) day->day = std::min<decltype(day->day)>(day->day, 1);
    for (auto& each : item.interventions) {
      for (auto* day : {&each.start, &each.end}) day->day = std::min<decltype(day->day)>(day->day, 1);
    }
  }
  return count_as(months, matter, catalogue);
}

ExactTables count_seats(const model::FactSet& facts, const Matter& matter) {
  return count_as(facts, matter, aggregate::on_published_clock(matter.catalogue));
}

model::FactSet only_person(const model::FactSet& facts, std::uint32_t person) {
  model::FactSet own;
  const auto same = [&](model::CodeNo code) { return own.codes.intern(facts.codes.text(code)); };
  own.persons.push_back(facts.persons[person]);
  own.persons.front().sex = same(facts.persons[person].sex);
  for (const auto& given : facts.cases) {
    if (given.person != person) continue;
    auto item = given;
    item.person = 0;
    for (auto* code :
         {&item.source, &item.owner, &item.residence, &item.citizenship, &item.channel, &item.closure}) {
      *code = same(*code);
    }
    for (auto& need : item.needs) need = same(need);
    for (auto& intervention : item.interventions) {
      for (auto* code : {&intervention.area, &intervention.type, &intervention.management}) {
        *code = same(*code);
      }
    }
    own.cases.push_back(std::move(item));
  }
  return own;
}

void find_largest_shares(const model::FactSet& facts, const Matter& matter, Truth& truth) {
  Matter amounts{matter.scheme, {}, matter.period, matter.k};
  for (const auto& definition : matter.catalogue) {
    if (definition.measure == model::Measure::amount) amounts.catalogue.push_back(definition);
  }
  if (amounts.catalogue.empty()) return;
  for (std::uint32_t person = 0; person < facts.persons.size(); ++person) {
    for (const auto& [cell, own] : count_exactly(only_person(facts, person), amounts).truth) {
      auto& shares = truth.at(cell);
      if (own.value > shares.largest) {
        shares.second = std::exchange(shares.largest, own.value);
      } else {
        shares.second = std::max(shares.second, own.value);
      }
    }
  }
}

std::vector<PublishedTable> hide_naively(const ExactTables& exact, int k) {
  auto tables = exact.tables;
  for (auto& table : tables) {
    for_each_cell(table, [&](std::size_t place, const auto& categories) {
      const auto& truth = exact.truth.at(name_cell(table, categories).text());
      const bool is_small = table.measure != "amount" && truth.value > 0 && truth.value < k;
      if (is_small || (truth.persons > 0 && truth.persons < k)) table.cells[place].reset();
    });
  }
  return tables;
}

std::string guarantee_of(const model::FactSet& facts, const Matter& matter) {
  return release_of(facts, matter).tables().front().guarantee();
}

std::vector<PublishedTable> publish(const model::FactSet& facts, const Matter& matter) {
  std::vector<PublishedTable> tables;
  const auto release = release_of(facts, matter);
  for (const auto& table : release.tables()) {
    tables.push_back(read_json_stat(extract::render(table, extract::TableFormat::json_stat)));
  }
  return tables;
}

}  // namespace raccordo::attackers
