// ReceiptBuilder: collects the contents of a receipt while the pieces of a document are applied. Made and
// called by DocumentRun, by one thread at a time, in order of pieces.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "app/ingest/document_job.hpp"
#include "app/rules/active_tables.hpp"

namespace raccordo::app {

/// Approximate size of an issue beside its value and message.
inline constexpr std::size_t kIssueBytes = 256;

/// The part of a record that is needed after it was handed to the store.
struct SentRecord {
  std::vector<model::Issue> issues;
  bool has_more_issues = false;  ///< the receipt was full
};

class ReceiptBuilder {
 public:
  ReceiptBuilder(const DocumentJob& job, const ActiveSource& tables);
  /// `outcomes` is parallel to `sent` and has the issues of the store for each.
  void add(std::vector<SentRecord> sent, const std::vector<store::AppliedRecord>& outcomes);
  /// The same for a transaction that the store refused; false, and nothing added, for another failure.
  bool add_refused(const std::exception_ptr& failed, std::vector<SentRecord> sent);
  /// `document`: issues of the document itself.
  model::Receipt take(model::SubmissionState state, const std::vector<model::Issue>& document);
  const std::vector<model::Issue>& issues() const { return receipt_.issues; }
  /// Of the records, in their order; empty unless the job asks for them.
  std::vector<model::Outcome> take_outcomes() { return std::move(outcomes_); }

 private:
  void keep(model::Issue issue);
  model::Receipt receipt_;
  std::vector<model::Outcome> outcomes_;
  bool keeps_outcomes_ = false;
  std::size_t bytes_ = 0;
};

}  // namespace raccordo::app
