#include "aggregate/make/snapshot.hpp"

#include <algorithm>
#include <array>

#include "aggregate/facts/secret_order.hpp"
#include "aggregate/layers/register.hpp"

namespace raccordo::aggregate {
namespace {

/// The attributes that any table depends on.
class Wanted {
 public:
  Wanted(const std::vector<PlannedTable>& plans, const PersonCounter& counter) {
    for (int number = 0; number < kAttributes; ++number) {
      for (std::size_t table = 0; table < plans.size(); ++table) {
        if (counter.depends(table, static_cast<Attribute>(number)))
          wanted_[static_cast<std::size_t>(number)] = true;
      }
    }
  }
  model::CodeNo code(Attribute attribute, model::CodeNo value) const { return has(attribute) ? value : 0; }
  bool has(Attribute attribute) const { return wanted_[static_cast<std::size_t>(attribute)]; }

 private:
  static constexpr int kAttributes = static_cast<int>(Attribute::presence) + 1;
  std::array<bool, kAttributes> wanted_{};
};

/// Ages on the last day of a month depend on year and month of birth, on that of a year only on the year. So
/// the stored part of a birth does not change from release to release.
base::Date cut_birth(const base::Date& birth, model::Periodicity periodicity) {
  if (birth.year == 0) return {};
  const bool is_year = periodicity == model::Periodicity::year || birth.month == 0;
  return {birth.year, is_year ? decltype(birth.month){1} : birth.month, 1};
}

/// No `when` of any period depends on the day, and a case without its person has only the month left: so the
/// stored part does not change then.
base::Date cut_day(const base::Date& date) {
  if (date.year == 0) return {};
  return {date.year, std::max<decltype(date.month)>(date.month, 1), 1};
}

model::CaseFacts reduce(const model::CaseFacts& item, const Wanted& wanted, std::uint32_t person) {
  model::CaseFacts out;
  out.person = person;
  out.owner = wanted.code(Attribute::owner, item.owner);
  out.residence = wanted.code(Attribute::residence, item.residence);
  out.citizenship = wanted.code(Attribute::citizenship, item.citizenship);
  out.channel = wanted.code(Attribute::channel, item.channel);
  out.closure = wanted.code(Attribute::ending, item.closure);
  out.opened = cut_day(item.opened);
  out.closed = cut_day(item.closed);
  if (wanted.has(Attribute::need)) out.needs = item.needs;
  out.interventions = item.interventions;
  for (auto& intervention : out.interventions) {
    intervention.start = cut_day(intervention.start);
    intervention.end = cut_day(intervention.end);
    intervention.area = wanted.code(Attribute::service, intervention.area);
    intervention.type = wanted.code(Attribute::service, intervention.type);
    intervention.management = wanted.code(Attribute::management, intervention.management);
    intervention.has_amount = intervention.has_amount && wanted.has(Attribute::amount);
    if (!intervention.has_amount) intervention.amount_cents = 0;
  }
  return out;
}

}  // namespace

model::FactSet take_snapshot(const model::FactSet& facts, const std::vector<PlannedTable>& plans,
                             model::Periodicity periodicity, std::string_view key) {
  const PersonCounter counter(plans, facts.codes);
  const Wanted wanted(plans, counter);
  model::FactSet out;
  for (model::CodeNo number = 1; number < facts.codes.size(); ++number)
    out.codes.intern(facts.codes.text(number));
  std::size_t persons = facts.persons.size();
  for (const auto& item : facts.cases) persons = std::max<std::size_t>(persons, std::size_t{item.person} + 1);
  const auto order = in_secret_order(facts, static_cast<std::uint32_t>(persons), key);
  std::vector<std::uint32_t> number_of(persons, 0);
  for (const auto person : order) {
    number_of[person] = static_cast<std::uint32_t>(out.persons.size());
    out.persons.emplace_back();
    if (person >= facts.persons.size()) continue;
    out.persons.back().key = facts.persons[person].key;
    out.persons.back().sex = wanted.code(Attribute::sex, facts.persons[person].sex);
    if (wanted.has(Attribute::birth))
      out.persons.back().birth = cut_birth(facts.persons[person].birth, periodicity);
  }
  out.cases.reserve(facts.cases.size());
  for (const auto& item : facts.cases) out.cases.push_back(reduce(item, wanted, number_of[item.person]));
  std::stable_sort(out.cases.begin(), out.cases.end(),
                   [](const auto& left, const auto& right) { return left.person < right.person; });
  return out;
}

}  // namespace raccordo::aggregate
