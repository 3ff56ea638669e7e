// Every coded value of a record, for explanations with its name and the date that selected its row. Called by
// app to explain records and to count coverage, and by stored_record.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "model/case_record.hpp"
#include "model/field.hpp"

namespace raccordo::mapping {

struct CodedValue {
  std::string field;          ///< `interventions[0].type`
  const model::Coded* coded;  ///< within the record; mapped or not, never absent
  std::optional<base::Date> date;
  model::Field which = model::Field::record_id;
  std::uint32_t item = 0;  ///< in its list
};

/// In the order of the shared record; absent values are left out. Valid as long as the record.
std::vector<CodedValue> coded_values(const model::CaseRecord& record);

/// Calls `use` with every coded value of a record, mapped or not, also with absent ones.
template <class Use>
void for_each_coded(const model::CaseRecord& record, Use use) {
  use(record.person.sex);
  use(record.person.citizenship);
  use(record.person.household.type);
  use(record.access.channel);
  use(record.access.request);
  use(record.access.referred_to);
  for (const auto& need : record.needs) use(need);
  for (const auto& item : record.interventions) {
    for (const auto* coded : {&item.area, &item.type, &item.unit, &item.management}) use(*coded);
  }
  use(record.closure.reason);
}

}  // namespace raccordo::mapping
