#include "app/ingest/receipt_builder.hpp"

namespace raccordo::app {
namespace {

/// Maximum bytes of issues in a receipt; the submission's issues have the rest.
constexpr std::size_t kReceiptBytes = 2 << 20;

}  // namespace

ReceiptBuilder::ReceiptBuilder(const DocumentJob& job, const ActiveSource& tables)
    : keeps_outcomes_(job.keep_outcomes) {
  receipt_.id = job.store == nullptr ? "" : job.submission.id;
  receipt_.dry_run = job.store == nullptr;
  receipt_.source = job.submission.source;
  receipt_.received_at = job.submission.received_at;
  receipt_.mapping_versions = tables.versions;
  receipt_.counts = job.submission.counts;
}

void ReceiptBuilder::add(std::vector<SentRecord> sent, const std::vector<store::AppliedRecord>& outcomes) {
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    receipt_.counts.count(outcomes[i].outcome);
    if (keeps_outcomes_) outcomes_.push_back(outcomes[i].outcome);
    if (outcomes[i].erased) sent[i] = {};
    for (auto& issue : sent[i].issues) {
      issue.outcome = outcomes[i].outcome;
      keep(std::move(issue));
    }
    receipt_.issues_truncated = receipt_.issues_truncated || sent[i].has_more_issues;
    for (const auto& issue : outcomes[i].issues) keep(issue);
  }
}

bool ReceiptBuilder::add_refused(const std::exception_ptr& failed, std::vector<SentRecord> sent) {
  try {
    std::rethrow_exception(failed);
  } catch (const store::RecordsRefused& refused) {
    add(std::move(sent), refused.applied);
    return true;
  } catch (...) {
    return false;
  }
}

model::Receipt ReceiptBuilder::take(model::SubmissionState state, const std::vector<model::Issue>& document) {
  receipt_.state = state;
  for (const auto& issue : document) keep(issue);
  return std::move(receipt_);
}

void ReceiptBuilder::keep(model::Issue issue) {
  bytes_ += issue.value.size() + issue.message.size() + kIssueBytes;
  if (receipt_.issues.size() < model::kReceiptIssues && bytes_ < kReceiptBytes) {
    receipt_.issues.push_back(std::move(issue));
  } else {
    receipt_.issues_truncated = true;
  }
}

}  // namespace raccordo::app
