// Submissions: documents received, record by record, and their results. A port of CaseStore; called by
// document runs, routes of submissions, housekeeping. Threads and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/comuni.hpp"
#include "model/issue.hpp"
#include "store/interface/field_fills.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// Issues kept of one submission; beyond that only those of quarantined records, so that a hostile upload
/// cannot fill the disk. SubmissionRow::issues_dropped counts the others.
inline constexpr std::uint64_t kIssuesKept = 10'000;

/// One submission's records to apply in one transaction (all of a small document, or one piece of a large
/// one).
struct ApplyRequest {
  SubmissionRow submission;  ///< its counts are not used: the store counts `records` by settled outcome
  std::vector<PreparedRecord> records;          ///< number 0: issues of the document itself, not counted
  bool first = true;                            ///< creates the submission's row, or restarts it
  bool last = true;                             ///< sets its final state
  std::optional<model::Issue> document_issue;   ///< framing was lost: stored as an issue of record 0
  std::vector<model::Issue> document_warnings;  ///< of the document itself: stored as issues of record 0
  FillVerdict fills;                            ///< with `last`: the field fills of the whole document
  std::optional<std::string> idempotency_key;   ///< with `last`: the key is bound to the submission
  int idempotency_status = 201;                 ///< status with which a repeated request is answered
  /// Generation of the tables with which the records were mapped (Replays::generation); if another version
  /// was activated since, they are mapped again soon. kMappedForGood: no table was involved.
  std::int64_t generation = kMappedForGood;
  /// `refuse`: if another version was activated since, nothing is stored, and `done` fails with
  /// TablesOvertaken.
  enum class Overtaken : std::uint8_t { noted, refused } overtaken = Overtaken::noted;
  /// The Comuni that the sender may hold; compared with the stored owner in this transaction.
  model::Comuni may_hold = model::Comuni::all();
  base::Instant now = {};  ///< for the audit; 0: the time of receipt
  bool whole = false;      ///< if a record is rejected nothing is stored: `done` fails with RecordsRefused
  /// Of a transaction that was refused as a whole before: how many records it had. They count as rejected, so
  /// do its issues (`document_warnings`), and its idempotency key is free again.
  std::uint64_t refused_records = 0;
};

/// A request of records that stand or fall together was not stored; nothing of it is.
struct RecordsRefused : std::runtime_error {
  explicit RecordsRefused(std::vector<AppliedRecord> outcomes)
      : std::runtime_error("a record of a transaction was rejected"), applied(std::move(outcomes)) {}
  std::vector<AppliedRecord> applied;  ///< what would have become of each
};

/// Records mapped with tables that are no longer in force were not stored: the caller maps them again.
struct TablesOvertaken : base::SystemFault {
  TablesOvertaken() : base::SystemFault("database: other mapping tables were put in force meanwhile") {}
};

class Submissions {
 public:
  virtual ~Submissions() = default;

  /// Applies records: the newest version wins, then the later received; older ones never overwrite
  /// (settlement.hpp). Adds the outcomes to the submission's counts and stores its issues (with the settled
  /// outcomes; a stale-version warning for records that were not stored). `done` runs on the writer's thread
  /// after the commit is durable.
  virtual void apply(ApplyRequest request, Done<std::vector<AppliedRecord>> done) = 0;
  /// Inserts or replaces only the row of a submission (with a spooled body, or a final state); a reserved
  /// idempotency key is bound to it with status 202. The counts of an existing row are kept.
  virtual void put_submission(SubmissionRow row, std::optional<std::string> idempotency_key,
                              Done<bool> done) = 0;
  virtual std::optional<SubmissionRow> submission(std::string_view id) = 0;
  /// Newest first; all clients if `client` is empty.
  virtual Page<SubmissionRow> submissions(std::string_view client, std::size_t limit,
                                          std::string_view cursor) = 0;
  virtual Page<model::Issue> issues(std::string_view submission, std::size_t limit,
                                    std::string_view cursor) = 0;
  /// After a crash: submissions left PROCESSING without a spooled body become FAILED (they were not
  /// answered), reserved keys without a submission are free again. Only for the holder of the StoreClaim,
  /// which alone accepts submissions over HTTPS. Command-line submissions (client `cli:...`) are left to
  /// fail_abandoned.
  virtual void recover(Done<bool> done) = 0;
  /// Command-line submissions left PROCESSING become FAILED if their program has ended (Leases). Returns how
  /// many.
  virtual void fail_abandoned(base::Instant now, Done<std::uint64_t> done) = 0;
};

}  // namespace raccordo::store
