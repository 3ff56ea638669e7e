// Every coded value of a record with its name and the date that selected its row. Called by app to explain
// records and to count coverage.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "model/case_record.hpp"

namespace raccordo::mapping {

struct CodedValue {
  std::string field;          ///< `interventions[0].type`
  const model::Coded* coded;  ///< within the record; mapped or not, never absent
  std::optional<base::Date> date;
};

/// In the order of the shared record; absent values are left out. Valid as long as the record.
std::vector<CodedValue> coded_values(const model::CaseRecord& record);

}  // namespace raccordo::mapping
