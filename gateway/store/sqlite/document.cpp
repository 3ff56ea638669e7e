#include "store/sqlite/document.hpp"

#include <algorithm>

#include "store/sqlite/fills.hpp"
#include "store/sqlite/ownership.hpp"
#include "store/sqlite/quarantine.hpp"
#include "store/sqlite/records.hpp"
#include "store/sqlite/remap.hpp"
#include "store/sqlite/submissions.hpp"

namespace raccordo::store {
std::vector<AppliedRecord> apply_document(Connection& db, CodeDictionary& codes, CoverageBook& coverage,
                                          const ApplyRequest& request) {
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
  for (const auto& record : request.records) {
    applied.push_back(apply_record(scope, record));
    if (record.number != 0) counts.count(applied.back().outcome);
  }
  const bool refuses = std::any_of(applied.begin(), applied.end(), [](const AppliedRecord& record) {
    return record.outcome == model::Outcome::rejected;
  });
  if (request.whole && refuses) throw RecordsRefused(std::move(applied));
  if (request.document_issue) {
    add_issues(db, scope.issues, std::nullopt, model::Outcome::rejected, {*request.document_issue});
  }
  add_issues(db, scope.issues, std::nullopt, model::Outcome::accepted, request.document_warnings);
  close_submission(db, request, scope.issues, counts);
  note_work(db, request);
  note_claims(db, request, scope);
  note_overtaken(db, scope.source, request, applied);
  write_fills(db, request, applied);
  write_totals(db, scope.totals);
  // Last: a job that fails must add nothing.
  coverage.add(scope.coverage, scope.source, request.submission.received_at);
  return applied;
}

}  // namespace raccordo::store
