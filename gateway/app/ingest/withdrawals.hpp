// Withdrawals: the records of a document that their sender takes back (profile: `withdrawn`). Each is erased
// as DELETE of it would, with the same reach and the same entry in the audit. Called by DocumentRun; waits
// for the store.
#pragma once

#include <vector>

#include "app/ingest/document_job.hpp"
#include "app/ingest/record_pipeline.hpp"

namespace raccordo::app {

class Withdrawals {
 public:
  /// `job` must outlive it.
  explicit Withdrawals(const DocumentJob& job) : job_(job) {}
  /// Erases the record at once or in carry_out(). Returns what the submission counts in its place: accepted
  /// if something was erased, unchanged if there was nothing, rejected if the person's data may not be
  /// erased.
  enum class When : std::uint8_t { at_once, later };
  store::PreparedRecord take(const CheckedRecord& checked, std::uint64_t number, When when);
  bool empty() const { return orders_.empty(); }
  /// Erases the records that were put off.
  void carry_out();

 private:
  store::Erased erase(store::EraseOrder order);
  const DocumentJob& job_;
  std::vector<store::EraseOrder> orders_;
};

}  // namespace raccordo::app
