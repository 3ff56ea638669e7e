// The result of the mapper for a record: the shared record, its issues and the waiting codes. Values only.
#pragma once

#include <vector>

#include "mapping/suggestions.hpp"
#include "model/case_record.hpp"
#include "model/issue.hpp"

namespace raccordo::mapping {

struct Mapped {
  model::CaseRecord record;
  std::vector<model::Issue> issues;  ///< those of the FieldRecord, then the mapper's own; outcome not yet set
  std::vector<WaitingCode> waiting;  ///< table codes that did not map, each once
};

}  // namespace raccordo::mapping
