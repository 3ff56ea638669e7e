#include "mapping/coded_values.hpp"

#include "model/field.hpp"

namespace raccordo::mapping {
namespace {

using model::Field;

class Collector {
 public:
  void add(Field field, const model::Coded& coded, const std::optional<base::Date>& date,
           std::size_t item = 0) {
    if (coded.is_absent()) return;
    values.push_back({model::field_path(field, item), &coded, date, field, static_cast<std::uint32_t>(item)});
  }
  std::vector<CodedValue> values;
};

std::optional<base::Date> first_of(const std::optional<base::Date>& own,
                                   const std::optional<base::Date>& else_date) {
  return own ? own : else_date;
}

}  // namespace

std::vector<CodedValue> coded_values(const model::CaseRecord& record) {
  Collector all;
  const auto& opened = record.opened;
  const auto& person = record.person;
  all.add(Field::person_sex, person.sex, opened);
  all.add(Field::person_citizenship, person.citizenship, opened);
  all.add(Field::household_type, person.household.type, opened);
  const auto access = first_of(record.access.date, opened);
  all.add(Field::access_channel, record.access.channel, access);
  all.add(Field::access_request, record.access.request, access);
  all.add(Field::access_referred_to, record.access.referred_to, access);
  for (std::size_t i = 0; i < record.needs.size(); ++i) {
    all.add(Field::need_code, record.needs[i], opened, i);
  }
  for (std::size_t i = 0; i < record.interventions.size(); ++i) {
    const auto& item = record.interventions[i];
    const auto start = first_of(item.start, opened);
    all.add(Field::intervention_area, item.area, start, i);
    all.add(Field::intervention_type, item.type, start, i);
    all.add(Field::intervention_unit, item.unit, start, i);
    all.add(Field::intervention_management, item.management, start, i);
  }
  all.add(Field::closure_reason, record.closure.reason, first_of(record.closure.date, opened));
  return std::move(all.values);
}

}  // namespace raccordo::mapping
