// Activation: puts a reviewed version of a mapping table in force, or an earlier one again. First computes
// its effect, refuses it if records would break, then lets the store do everything at once: the version, the
// task for the waiting records that it frees, the task that maps stored records again, and the audit entry.
// Called by the routes and by `raccordo tables`.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/problem/problem.hpp"
#include "app/rules/active_tables.hpp"
#include "app/tables/impact.hpp"
#include "app/tables/table_desk.hpp"
#include "store/interface/case_store.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::app {

struct ActivationOrder {
  store::TableAction action = store::TableAction::activate;  ///< or roll_back
  TableName name;
  std::int32_t version = 0;
  Act act;
  enum class Force : std::uint8_t { no, yes } force = Force::no;
  Counts counts = Counts::exact;              ///< how the impact is shown in a refusal
  std::optional<std::int64_t> revision = {};  ///< of the version that the caller has read; nothing: any
};

struct ActivationDone {
  store::TableVersionRow version;
  store::ReplayRow replay, remap;
  Impact impact;
};

/// The effect of the version. `not-found`.
base::Result<Impact, Problem> look_ahead(store::CaseStore& store, const ActiveTables& tables,
                                         const TableName& name, std::int32_t version,
                                         const base::Clock& clock);

/// `tables` are those in force. Problems: `not-found`, `wrong-state`, `version-conflict`, `bad-table` if it
/// no longer matches the scheme; of an activation also, unless it is forced and a reason is given,
/// `breaks-examples`, and `breaks-records` with the impact. A rollback needs a reason: `reason-required`.
base::Result<ActivationDone, Problem> activate(store::CaseStore& store,
                                               const std::shared_ptr<const ActiveTables>& tables,
                                               const ActivationOrder& order, const base::Clock& clock);

/// How an activation is shown: its impact, and the numbers of its two tasks.
struct ActivationSight {
  Counts impact = Counts::exact, tasks = Counts::exact;
  std::uint64_t k = 0;
};
/// `{"version":{...},"replay":{...},"remap":{...},"impact":{...}}`.
std::string activation_json(const ActivationDone& done, const ActivationSight& sight);

}  // namespace raccordo::app
