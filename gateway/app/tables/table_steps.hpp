// The steps of the versions of a table, each with its own reason: the row of a version keeps only the reason
// of the last one. Read from the audit chain; shown by `GET .../versions` and `tables list SOURCE/TABLE`.
#pragma once

#include <string>
#include <vector>

#include "app/tables/table_desk.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

struct StepTaken {
  std::int32_t version = 0;
  base::Instant at;
  std::string action;  ///< edit, submit, approve, activate, roll-back ...
  std::string actor, reason;
};

/// Oldest first; the newest 10,000 that the audit still has (`retention: audit_days`).
std::vector<StepTaken> steps_of(store::CaseStore& store, const TableName& name);

/// `{"items":[...],"next":null}`: the versions, each with its `steps`.
std::string versions_json(const std::vector<store::TableVersionRow>& rows,
                          const std::vector<StepTaken>& steps);

}  // namespace raccordo::app
