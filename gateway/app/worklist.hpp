// Worklist: the missing codes with what waits for each and what it may mean (contract, section 2, "Shapes").
// Shown by GET /v1/quarantine?group_by=code and by `quarantine list`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/active_tables.hpp"
#include "model/issue.hpp"
#include "store/stored.hpp"

namespace raccordo::app {

/// `{"rows":[...]}`; `suggestions` runs parallel to `rows`.
std::string worklist_json(const std::vector<store::WorklistRow>& rows,
                          const std::vector<std::vector<model::Suggestion>>& suggestions);

/// For each row, the codes it may mean.
std::vector<std::vector<model::Suggestion>> suggest_for(const std::vector<store::WorklistRow>& rows,
                                                        const Rulebook& book);

/// One waiting record as JSON: its state, its waiting codes, its issues, and its fields with personal ones
/// masked. `sealed_context_opened` is the opened text of `row.sealed_fields`, or "" to leave the fields out.
std::string waiting_record_json(const store::QuarantineRow& row, const std::string& fields);

}  // namespace raccordo::app
