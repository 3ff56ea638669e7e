#include "aggregate/facts/fact_columns.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

const model::PersonFacts kUnknownPerson;

void append(FactColumns& columns, const model::CaseFacts& item, const model::PersonFacts& person) {
  CaseRow row{item.person,
              item.owner,
              item.residence,
              item.citizenship,
              item.channel,
              item.closure,
              day_number(item.opened),
              day_number(item.closed),
              person.sex,
              day_number(person.birth),
              static_cast<std::uint32_t>(columns.needs.size()),
              static_cast<std::uint32_t>(columns.interventions.size()),
              item.first_layer,
              item.last_layer,
              item.sender,
              item.is_report};
  columns.needs.insert(columns.needs.end(), item.needs.begin(), item.needs.end());
  for (const auto& given : item.interventions) {
    const DayNo start = day_number(given.start);
    const DayNo end = day_number(given.end);
    columns.interventions.push_back({given.area, given.type, given.management,
                                     start != 0 ? start : row.opened, end != 0 ? end : row.closed,
                                     given.has_amount, given.amount_cents});
  }
  columns.cases.push_back(row);
}

}  // namespace

DayNo day_number(const base::Date& date) {
  if (date.year == 0) return 0;
  return date.year * 512 + std::max<int>(date.month, 1) * 32 + std::max<int>(date.day, 1);
}

// A counting sort.
std::vector<std::uint32_t> order_by_person(const model::FactSet& facts) {
  std::size_t persons = facts.persons.size();
  for (const auto& item : facts.cases) persons = std::max<std::size_t>(persons, std::size_t{item.person} + 1);
  std::vector<std::uint32_t> next(persons + 1, 0);
  for (const auto& item : facts.cases) ++next[item.person + 1];
  for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
  std::vector<std::uint32_t> order(facts.cases.size());
  for (std::size_t i = 0; i < facts.cases.size(); ++i) {
    order[next[facts.cases[i].person]++] = static_cast<std::uint32_t>(i);
  }
  return order;
}

std::vector<std::span<const std::uint32_t>> cut_blocks(const model::FactSet& facts,
                                                       std::span<const std::uint32_t> order,
                                                       std::size_t size) {
  std::vector<std::span<const std::uint32_t>> blocks;
  while (!order.empty()) {
    std::size_t end = std::min(size, order.size());
    while (end < order.size() && facts.cases[order[end]].person == facts.cases[order[end - 1]].person) ++end;
    blocks.push_back(order.first(end));
    order = order.subspan(end);
  }
  return blocks;
}

void arrange(const model::FactSet& facts, std::span<const std::uint32_t> places, FactColumns& columns) {
  constexpr std::size_t kAhead = 16;
  columns.cases.clear();
  columns.needs.clear();
  columns.interventions.clear();
  for (std::size_t i = 0; i < places.size(); ++i) {
    // The cases are scattered in memory: prefetch later ones while this one is copied.
    if (i + 2 * kAhead < places.size()) __builtin_prefetch(&facts.cases[places[i + 2 * kAhead]]);
    if (i + kAhead < places.size()) {
      const auto& ahead = facts.cases[places[i + kAhead]];
      __builtin_prefetch(ahead.interventions.data());
      __builtin_prefetch(ahead.needs.data());
    }
    const auto& item = facts.cases[places[i]];
    append(columns, item, item.person < facts.persons.size() ? facts.persons[item.person] : kUnknownPerson);
  }
  CaseRow end;
  end.first_need = static_cast<std::uint32_t>(columns.needs.size());
  end.first_intervention = static_cast<std::uint32_t>(columns.interventions.size());
  columns.cases.push_back(end);
}

}  // namespace raccordo::aggregate
