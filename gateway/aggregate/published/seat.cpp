#include "aggregate/published/seat.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace raccordo::aggregate {
namespace {

/// Before every period; plausible as a date, and published nowhere.
constexpr base::Date kLongAgo{1900, 1, 1};

Moment settled_start(Moment start) { return start == kNever ? kNever : kBefore; }
Moment settled_end(Moment end) { return end == kNever || end == kBefore ? end : kLingering; }

/// The birth that gives this age on kSeatAgeDay.
base::Date birth_of(int age) {
  if (age < 0) return {};
  return {static_cast<decltype(base::Date::year)>(kSeatAgeDay.year - age), kSeatAgeDay.month, 1};
}

model::CaseFacts to_facts(const SeatCase& given, std::uint32_t person, const model::Period& period) {
  model::CaseFacts out;
  out.person = person;
  out.owner = given.owner;
  out.residence = given.residence;
  out.citizenship = given.citizenship;
  out.channel = given.channel;
  out.closure = given.closure;
  out.sender = given.sender;
  out.is_report = given.is_report;
  out.opened = day_of(given.opened, period);
  out.closed = day_of(given.closed, period);
  out.needs = given.needs;
  out.interventions.reserve(given.interventions.size());
  for (const auto& each : given.interventions) {
    out.interventions.push_back({each.area, each.type, each.management, day_of(each.start, period),
                                 day_of(each.end, period), each.amount_cents, each.has_amount});
  }
  return out;
}

}  // namespace

void put_in_order(SeatFacts& facts) {
  for (auto& item : facts.cases) {
    std::sort(item.needs.begin(), item.needs.end());
    item.needs.erase(std::unique(item.needs.begin(), item.needs.end()), item.needs.end());
    std::sort(item.interventions.begin(), item.interventions.end());
  }
  std::sort(facts.cases.begin(), facts.cases.end());
}

SeatFacts settled(const SeatFacts& facts) {
  auto out = facts;
  for (auto& item : out.cases) {
    item.opened = settled_start(item.opened);
    item.closed = settled_end(item.closed);
    for (auto& each : item.interventions) {
      each.start = settled_start(each.start);
      each.end = settled_end(each.end);
      each.has_amount = false;
      each.amount_cents = 0;
    }
  }
  put_in_order(out);
  return out;
}

bool is_settled(const SeatFacts& facts) {
  return std::all_of(facts.cases.begin(), facts.cases.end(), [](const SeatCase& item) {
    return item.opened == settled_start(item.opened) && item.closed == settled_end(item.closed) &&
           std::all_of(item.interventions.begin(), item.interventions.end(), [](const auto& each) {
             return each.start == settled_start(each.start) && each.end == settled_end(each.end) &&
                    !each.has_amount && each.amount_cents == 0;
           });
  });
}

base::Date day_of(Moment moment, const model::Period& period) {
  if (moment == kNever) return {};
  if (moment == kBefore) return kLongAgo;
  if (moment == kEarlier) return {period.first.year, period.first.month, kEarlierDay};
  if (moment == kLingering) return {period.first.year, period.first.month, kLingeringDay};
  const auto month = static_cast<decltype(base::Date::month)>(period.first.month + moment - 1);
  return {period.first.year, month, 1};
}

void lay_out(const SeatFacts& facts, const model::Period& period, FactColumns& columns) {
  columns.cases.clear();
  columns.needs.clear();
  columns.interventions.clear();
  const auto born = day_number(birth_of(facts.age));
  const auto add_row = [&](CaseRow row) {
    row.first_need = static_cast<std::uint32_t>(columns.needs.size());
    row.first_intervention = static_cast<std::uint32_t>(columns.interventions.size());
    columns.cases.push_back(row);
  };
  for (const auto& given : facts.cases) {
    CaseRow row;
    row.owner = given.owner;
    row.residence = given.residence;
    row.citizenship = given.citizenship;
    row.channel = given.channel;
    row.closure = given.closure;
    row.sender = given.sender;
    row.is_report = given.is_report;
    row.opened = day_number(day_of(given.opened, period));
    row.closed = day_number(day_of(given.closed, period));
    row.sex = facts.sex;
    row.born = born;
    add_row(row);
    columns.needs.insert(columns.needs.end(), given.needs.begin(), given.needs.end());
    for (const auto& each : given.interventions) {
      const auto end = day_number(day_of(each.end, period));
      columns.interventions.push_back({each.area, each.type, each.management,
                                       day_number(day_of(each.start, period)), end != 0 ? end : row.closed,
                                       each.has_amount, each.amount_cents});
    }
  }
  add_row({});
}

model::FactSet counted_facts(const std::vector<SeatFacts>& seats, const model::CodePool& codes,
                             const model::Period& period) {
  model::FactSet out;
  out.codes = codes;
  for (const auto& facts : seats) {
    const auto person = static_cast<std::uint32_t>(out.persons.size());
    out.persons.push_back({facts.sex, birth_of(facts.age), 0});
    for (const auto& item : facts.cases) out.cases.push_back(to_facts(item, person, period));
  }
  return out;
}

}  // namespace raccordo::aggregate
