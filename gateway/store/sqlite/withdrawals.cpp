#include "store/sqlite/withdrawals.hpp"

#include <algorithm>

#include "store/sqlite/keepsake_rows.hpp"

namespace raccordo::store {
namespace {

using model::Outcome;

/// Whether a record of that id, within reach, has content that was received after this document.
bool has_later_content(const ApplyScope& scope, const EraseOrder& order) {
  for (const auto no : find_records(scope.db, order.source, order.record_id, order.reach)) {
    auto query =
        scope.db.query("SELECT 1 FROM records WHERE no = ?1 AND (accepted_seq > ?2 OR waiting_seq > ?2)", no,
                       scope.submission.seq);
    if (query.step()) return true;
  }
  return false;
}

/// Adds an issue of the store to what was applied, and keeps it.
void tell(ApplyScope& scope, AppliedRecord& applied, model::Issue issue) {
  issue.outcome = applied.outcome;
  applied.issues.push_back(std::move(issue));
  add_issues(scope.db, scope.issues, std::nullopt, applied.outcome, applied.issues);
}

}  // namespace

bool has_withdrawal(const ApplyRequest& request) {
  return std::any_of(request.records.begin(), request.records.end(),
                     [](const PreparedRecord& record) { return record.withdrawal != nullptr; });
}

AppliedRecord withdraw_record(ApplyScope& scope, const PreparedRecord& record) {
  // No structured binding: the lambda below could not capture it in clang 14.
  const auto& order = record.withdrawal->order;
  const auto& event = record.withdrawal->event;
  if (has_later_content(scope, order)) {
    AppliedRecord passed{record.number, Outcome::unchanged, Age::received_earlier};
    tell(scope, passed, placed(model::received_earlier_issue(record.number, order.record_id), record));
    return passed;
  }
  AppliedRecord applied{record.number, Outcome::accepted};
  const auto refuse = [&](model::KeptBy why) {
    applied.outcome = Outcome::rejected;
    tell(scope, applied, placed(model::not_withdrawn_issue(record.number, order.record_id, why), record));
  };
  ErasureNames names(scope.db);
  switch (erase_found(scope.db, order, names, scope.submission.seq)) {
    case Erased::nothing:
      applied.outcome = Outcome::unchanged;
      break;
    case Erased::done:
    case Erased::later:
      append_erasure(scope.db, event, names);
      break;
    case Erased::several:
      refuse(model::KeptBy::several);
      break;
    case Erased::restricted:
      refuse(model::KeptBy::restriction);
      break;
  }
  return applied;
}

}  // namespace raccordo::store
