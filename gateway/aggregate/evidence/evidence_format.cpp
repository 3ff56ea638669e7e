#include "aggregate/evidence/evidence_format.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace raccordo::aggregate {
namespace {

std::uint32_t get_index(ByteReader& in, std::size_t size) {
  return static_cast<std::uint32_t>(in.number_up_to(static_cast<std::int64_t>(size) - 1));
}

void put_case(ByteWriter& out, const model::CaseFacts& item, Origins origins) {
  out.number(item.first_layer);
  out.number(item.last_layer);
  for (const auto number :
       {item.person, item.owner, item.residence, item.citizenship, item.channel, item.closure}) {
    out.number(number);
  }
  if (origins == Origins::told) {
    out.number(item.sender);
    out.number(item.is_report ? 1 : 0);
  }
  put_date(out, item.opened);
  put_date(out, item.closed);
  out.number(static_cast<std::int64_t>(item.needs.size()));
  for (const auto need : item.needs) out.number(need);
  out.number(static_cast<std::int64_t>(item.interventions.size()));
  for (const auto& intervention : item.interventions) {
    for (const auto number : {intervention.area, intervention.type, intervention.management})
      out.number(number);
    put_date(out, intervention.start);
    put_date(out, intervention.end);
    out.number(intervention.has_amount ? 1 : 0);
    if (intervention.has_amount) out.number(intervention.amount_cents);
  }
}

model::CaseFacts get_case(ByteReader& in, std::size_t persons, std::size_t codes, std::size_t layers,
                          Origins origins) {
  model::CaseFacts item;
  item.first_layer = static_cast<std::uint16_t>(get_index(in, layers));
  item.last_layer = static_cast<std::uint16_t>(get_index(in, layers));
  item.person = get_index(in, persons);
  for (auto* code : {&item.owner, &item.residence, &item.citizenship, &item.channel, &item.closure}) {
    *code = get_index(in, codes);
  }
  if (origins == Origins::told) {
    item.sender = get_index(in, codes);
    item.is_report = in.number_up_to(1) == 1;
  }
  item.opened = get_date(in);
  item.closed = get_date(in);
  item.needs.resize(in.count());
  for (auto& need : item.needs) need = get_index(in, codes);
  item.interventions.resize(in.count());
  for (auto& intervention : item.interventions) {
    for (auto* code : {&intervention.area, &intervention.type, &intervention.management})
      *code = get_index(in, codes);
    intervention.start = get_date(in);
    intervention.end = get_date(in);
    intervention.has_amount = in.number_up_to(1) == 1;
    if (intervention.has_amount) intervention.amount_cents = in.number();
  }
  return item;
}

void put_labels(ByteWriter& out, const std::map<std::string, std::string>& labels) {
  out.number(static_cast<std::int64_t>(labels.size()));
  for (const auto& [code, label] : labels) {
    out.text(code);
    out.text(label);
  }
}

std::map<std::string, std::string> get_labels(ByteReader& in) {
  std::map<std::string, std::string> labels;
  for (auto left = in.count(); left > 0; --left) {
    auto code = in.text();
    labels[std::move(code)] = in.text();
  }
  return labels;
}

model::CodeSystem get_system(ByteReader& in, const std::string& id) {
  std::vector<model::Code> codes(in.count());
  for (auto& code : codes) {
    for (auto* text : {&code.code, &code.label_it, &code.label_en, &code.parent}) *text = in.text();
    const auto age = in.number_up_to(200);
    if (age > 0) code.age_min = static_cast<int>(age);
  }
  return {id, std::move(codes)};
}

}  // namespace

void put_date(ByteWriter& out, const base::Date& date) {
  out.number((date.year * 16 + date.month) * 32 + date.day);
}

base::Date get_date(ByteReader& in) {
  const auto packed = in.number_up_to(std::int64_t{9999} * 512);
  return {static_cast<std::int16_t>(packed / 512), static_cast<std::uint8_t>(packed / 32 % 16),
          static_cast<std::uint8_t>(packed % 32)};
}

void put_facts(ByteWriter& out, const model::FactSet& facts, Origins origins) {
  out.number(static_cast<std::int64_t>(facts.codes.size()));
  for (model::CodeNo number = 1; number < facts.codes.size(); ++number) out.text(facts.codes.text(number));
  out.number(static_cast<std::int64_t>(facts.persons.size()));
  for (const auto& person : facts.persons) {
    out.number(static_cast<std::int64_t>(person.key));
    out.number(person.sex);
    put_date(out, person.birth);
  }
  out.number(static_cast<std::int64_t>(facts.cases.size()));
  for (const auto& item : facts.cases) put_case(out, item, origins);
}

model::FactSet get_facts(ByteReader& in, std::size_t layers, Origins origins) {
  model::FactSet facts;
  const auto codes = in.count();
  for (std::size_t number = 1; number < codes; ++number) {
    if (facts.codes.intern(in.text()) != number) throw BadBytes("a code occurs twice");
  }
  facts.persons.resize(in.count());
  for (auto& person : facts.persons) {
    person.key = static_cast<std::uint64_t>(in.number());
    person.sex = get_index(in, facts.codes.size());
    person.birth = get_date(in);
  }
  for (auto left = in.count(); left > 0; --left) {
    facts.cases.push_back(get_case(in, facts.persons.size(), facts.codes.size(), layers, origins));
  }
  return facts;
}

void put_scheme(ByteWriter& out, const model::Scheme& scheme) {
  std::map<std::string_view, const model::CodeSystem*> systems;
  for (const auto& [id, system] : scheme.systems) systems[id] = &system;
  out.number(static_cast<std::int64_t>(systems.size()));
  for (const auto& [id, system] : systems) {
    out.text(id);
    out.number(static_cast<std::int64_t>(system->codes().size()));
    for (const auto& code : system->codes()) {
      for (const auto* text : {&code.code, &code.label_it, &code.label_en, &code.parent}) out.text(*text);
      out.number(code.age_min.value_or(0));
    }
  }
  out.number(static_cast<std::int64_t>(scheme.territory.comuni().size()));
  for (const auto& comune : scheme.territory.comuni()) {
    for (const auto* text :
         {&comune.name, &comune.istat_code, &comune.ambito, &comune.district, &comune.group}) {
      out.text(*text);
    }
  }
  put_labels(out, scheme.territory.ambito_labels());
  put_labels(out, scheme.territory.group_labels());
  out.number(static_cast<std::int64_t>(scheme.population.rows.size()));
  for (const auto& row : scheme.population.rows) {
    out.text(row.istat_code);
    out.number(row.year);
    out.text(row.sex);
    out.number(row.age);
    out.number(row.inhabitants);
  }
}

model::Scheme get_scheme(ByteReader& in) {
  model::Scheme scheme;
  for (auto left = in.count(); left > 0; --left) {
    auto id = in.text();
    auto system = get_system(in, id);
    scheme.systems.emplace(std::move(id), std::move(system));
  }
  std::vector<model::Comune> comuni(in.count());
  for (auto& comune : comuni) {
    for (auto* text : {&comune.name, &comune.istat_code, &comune.ambito, &comune.district, &comune.group}) {
      *text = in.text();
    }
  }
  auto ambiti = get_labels(in);
  auto groups = get_labels(in);
  scheme.territory = model::Territory(std::move(comuni), std::move(ambiti), std::move(groups));
  scheme.population.rows.resize(in.count());
  for (auto& row : scheme.population.rows) {
    row.istat_code = in.text();
    row.year = static_cast<decltype(row.year)>(in.number_up_to(9999));
    row.sex = in.text();
    row.age = static_cast<decltype(row.age)>(in.number_up_to(200));
    row.inhabitants =
        static_cast<decltype(row.inhabitants)>(in.number_up_to(std::numeric_limits<int>::max()));
  }
  return scheme;
}

}  // namespace raccordo::aggregate
