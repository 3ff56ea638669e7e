#include "store/sqlite/document.hpp"

#include <algorithm>

#include "store/sqlite/exchange_origins.hpp"
#include "store/sqlite/fills.hpp"
#include "store/sqlite/ownership.hpp"
#include "store/sqlite/quarantine.hpp"
#include "store/sqlite/record_rows.hpp"
#include "store/sqlite/records.hpp"
#include "store/sqlite/remap.hpp"
#include "store/sqlite/submissions.hpp"
#include "store/sqlite/withdrawals.hpp"

namespace raccordo::store {
namespace {

bool has_rejected(const std::vector<AppliedRecord>& records) {
  return std::any_of(records.begin(), records.end(),
                     [](const AppliedRecord& record) { return record.outcome == model::Outcome::rejected; });
}

/// Undoes all since the savepoint `whole`; numbers of codes that were given since are no longer valid.
void undo(Connection& db, CodeDictionary& codes) {
  db.undo("ROLLBACK TO whole");
  db.run("RELEASE whole");
  codes.forget();
}

}  // namespace

AppliedDocument apply_document(Connection& db, CodeDictionary& codes, CoverageBook& coverage,
                               const ApplyRequest& request) {
  if (request.overtaken == ApplyRequest::Overtaken::refused &&
      is_overtaken(db, request.submission.source, request.generation))
    throw TablesOvertaken();
  if (request.whole) db.run("SAVEPOINT whole");
  const auto opened = open_submission(db, request);
  auto submission = request.submission;
  submission.seq = opened.seq;
  ApplyScope scope{db,
                   codes,
                   submission,
                   codes.number(db, submission.source),
                   opened.issues,
                   {},
                   has_open_before(db, submission.seq)};
  scope.may_hold = request.may_hold;
  if (!request.records.empty()) {
    scope.listed_at = next_listing(db, std::max(request.now, submission.received_at));
  }
  scope.tombstones = tombstones_for(db, submission.seq);
  model::Counts counts;
  std::vector<AppliedRecord> applied;
  applied.reserve(request.records.size());
  look_ahead(scope, request.records);
  for (const auto& record : request.records) {
    applied.push_back(record.withdrawal ? withdraw_record(scope, record) : apply_record(scope, record));
    if (record.withdrawal) scope.ahead = {};
    scope.ahead.forget(record.record_id);
    if (record.number != 0) counts.count(applied.back().outcome);
  }
  if (request.whole && has_rejected(applied)) {
    undo(db, codes);
    note_claims_refused(db, request, scope.refused);
    return {std::move(applied), true};
  }
  if (request.whole) db.run("RELEASE whole");
  if (request.document_issue) {
    add_issues(db, scope.issues, std::nullopt, model::Outcome::rejected, {*request.document_issue});
  }
  const bool is_refused = request.refused_records > 0;
  add_issues(db, scope.issues, std::nullopt, is_refused ? model::Outcome::rejected : model::Outcome::accepted,
             request.document_warnings);
  counts.received += request.refused_records;
  counts.rejected += request.refused_records;
  close_submission(db, request, opened.row, scope.issues, counts);
  note_work(db, request);
  note_claims(db, request, scope);
  note_overtaken(db, scope.source, request, applied);
  note_origins(db, scope.source, request, applied);
  write_fills(db, request, applied);
  write_totals(db, scope.totals);
  // Last: a job that fails must add nothing.
  coverage.add(scope.coverage, scope.source, request.submission.received_at);
  return {std::move(applied)};
}

}  // namespace raccordo::store
