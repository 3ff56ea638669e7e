#include "app/ingest/ready_record.hpp"

#include <utility>

#include "app/ingest/receipt_builder.hpp"
#include "app/ingest/withdrawals.hpp"

namespace raccordo::app {
namespace {

/// Approximate size of a prepared record beside its body, its fields (about three times the body) and issues.
constexpr std::size_t kRecordBytes = 1024;

}  // namespace

ReadyRecord RecordMaker::make(model::FieldRecord fields) const {
  ReadyRecord ready;
  auto checked = pipeline_.check(fields);
  ready.number = fields.number;
  ready.filled = model::fill_of(fields);
  ready.is_withdrawn = fields.withdrawn;
  ready.is_filled_in = fields.locator != nullptr && !fields.withdrawn;
  ready.has_id = fields.find(model::Field::record_id) != nullptr;
  ready.seen_bits = pipeline_.seen_bits(checked);
  ready.outcome = checked.outcome;
  ready.has_late_warning = checked.beyond_retention && checked.outcome != model::Outcome::rejected;
  ready.is_applied = fields.number <= applied_;
  if (ready.is_applied) return ready;
  if (is_withdrawal(fields, checked)) ready.withdrawal = withdrawal_of(job_, fields, checked);
  ready.prepared = pipeline_.prepare(std::move(fields), std::move(checked));
  return ready;
}

void reject_repeated(ReadyRecord& record, model::OnUnmapped on_unmapped) {
  record.outcome = model::Outcome::rejected;
  if (record.is_applied) return;
  auto& prepared = record.prepared;
  auto& issues = prepared.issues;
  if (record.has_late_warning) issues.pop_back();
  issues.push_back(SeenRecords::issue_at(prepared.at));
  issues.back().record = record.number;
  issues.back().record_id = prepared.record_id;
  record.outcome = model::settle(issues, on_unmapped);
  record.withdrawal.reset();
  prepared.outcome = record.outcome;
  prepared.content = {};
  prepared.person = {};
  prepared.facts = {};
  prepared.body.clear();
  prepared.sealed_fields.clear();
  prepared.seal = nullptr;
  prepared.waiting.clear();
  prepared.coded.clear();
}

std::size_t size_of(const store::PreparedRecord& record) {
  return kRecordBytes + 4 * record.body.size() + record.sealed_fields.size() +
         record.issues.size() * kIssueBytes;
}

}  // namespace raccordo::app
