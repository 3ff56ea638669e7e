// CaseStore: everything Raccordo keeps. One interface; SQLite first, PostgreSQL later; both must pass
// tests/unit/store/case_store_contract.
// Threads: all members may be called from any thread. Writes are queued to one writer, which commits many of
// them with one flush (group commit) and calls back after the commit is durable; reads run on connections of
// their own. Errors: base::SystemFault if the database is unusable; QueueFull if the bounded write queue is
// full.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "model/case_facts.hpp"
#include "store/interface/audit_log.hpp"
#include "store/interface/body_note.hpp"
#include "store/interface/credentials.hpp"
#include "store/interface/field_fills.hpp"
#include "store/interface/figures.hpp"
#include "store/interface/held_records.hpp"
#include "store/interface/leases.hpp"
#include "store/interface/ledger.hpp"
#include "store/interface/store_care.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/table_versions.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// After this time (microseconds) a reserved key without submission counts as abandoned.
inline constexpr std::int64_t kReservationLasts = 600'000'000;
/// Issues kept of one submission; beyond that only those of quarantined records (their bodies are kept too),
/// so that a hostile upload cannot fill the disk. SubmissionRow::issues_dropped counts the others.
inline constexpr std::uint64_t kIssuesKept = 100'000;

inline constexpr std::int64_t kMappedForGood = std::numeric_limits<std::int64_t>::max();

/// The writer cannot keep up: answer 503 with Retry-After.
class QueueFull : public std::runtime_error {
 public:
  QueueFull() : std::runtime_error("the store's write queue is full") {}
};

/// One submission's records to apply in one transaction (all of a small document, or one piece of a large
/// one).
struct ApplyRequest {
  SubmissionRow submission;  ///< its counts are not read: the store counts `records` by settled outcome
  std::vector<PreparedRecord> records;          ///< number 0: issues of the document itself, not counted
  bool first = true;                            ///< creates the submission's row, or starts it afresh
  bool last = true;                             ///< sets its final state
  std::optional<model::Issue> document_issue;   ///< framing was lost: stored as an issue of record 0
  std::vector<model::Issue> document_warnings;  ///< of the document itself: stored as issues of record 0
  FillVerdict fills;  ///< with `last`: what the whole document tells of its source's fields
  std::optional<std::string> idempotency_key;  ///< with `last`: the key is bound to the submission
  int idempotency_status = 201;                ///< status that a repeated request is answered with
  /// Of the tables that the records were mapped with (Replays::generation); if another version came into
  /// force since, they are mapped again soon. kMappedForGood: no table had a part in it.
  std::int64_t generation = kMappedForGood;
  /// The Comuni that the sender may hold: the owner stored decides first, in this transaction.
  model::Comuni may_hold = model::Comuni::all();
  base::Instant now = {};  ///< for the audit; 0: the time of receipt
};

/// An administrator's word on a record that awaits one (QuarantineRow::awaits).
struct Decision {
  std::int64_t id = 0;
  base::Digest content{};                ///< as it was when the administrator looked
  std::optional<PreparedRecord> accept;  ///< mapped anew, ACCEPTED; nothing: it is rejected
  AuditEvent event;
};
/// gone: no such record awaits a decision, or another sending took its place meanwhile.
enum class Decided : std::uint8_t { done, gone };

class Replays;

class CaseStore {
 public:
  virtual ~CaseStore() = default;

  // -- submissions ---------------------------------------------------------------------------------------
  /// Applies records: newest version wins, then the later received; what is older by either never overwrites
  /// (settlement.hpp). Adds the outcomes to the submission's counts and stores its issues (with the settled
  /// outcomes; a stale-version warning for those that were passed over). `done` runs on the writer's thread
  /// after the commit is durable.
  virtual void apply(ApplyRequest request, Done<std::vector<AppliedRecord>> done) = 0;
  /// Inserts or replaces a submission row alone (a spooled body waiting, or a final state); an idempotency
  /// key that was reserved is bound to it with status 202. The counts of a row that exists are kept.
  virtual void put_submission(SubmissionRow row, std::optional<std::string> idempotency_key,
                              Done<bool> done) = 0;
  virtual std::optional<SubmissionRow> submission(std::string_view id) = 0;
  /// Newest first; all clients if `client` is empty.
  virtual Page<SubmissionRow> submissions(std::string_view client, std::size_t limit,
                                          std::string_view cursor) = 0;
  virtual Page<model::Issue> issues(std::string_view submission, std::size_t limit,
                                    std::string_view cursor) = 0;
  /// Open submissions with a spooled body, in the order of receipt.
  virtual std::vector<SubmissionRow> unfinished() = 0;
  /// After a crash: submissions left PROCESSING without a spooled body become FAILED (nobody was answered),
  /// keys that were reserved without a submission are free again. Only for the program that has the
  /// StoreClaim: only it takes submissions by HTTPS. Command-line submissions (client `cli:...`) are left to
  /// fail_abandoned.
  virtual void recover(Done<bool> done) = 0;
  /// Command-line submissions left PROCESSING become FAILED if the program that worked on them is gone
  /// (Leases). Gives how many.
  virtual void fail_abandoned(base::Instant now, Done<std::uint64_t> done) = 0;

  // -- idempotency ---------------------------------------------------------------------------------------
  /// Reserves a key. Returns the row that is there already, or nothing if it is now ours. A reservation
  /// that came to nothing (a crash) is given to the next one who asks after kReservationLasts.
  virtual void reserve_key(std::string client, std::string source, std::string key, base::Digest body,
                           base::Instant now, Done<std::optional<IdempotencyRow>> done) = 0;
  /// Gives a reserved key back (the request failed before anything was stored).
  virtual void release_key(std::string client, std::string source, std::string key) = 0;

  // -- records -------------------------------------------------------------------------------------------
  virtual std::optional<RecordState> record(std::string_view source, std::string_view record_id,
                                            const RecordReach& reach = {}) = 0;
  virtual Page<RecordState> records(std::string_view source, std::optional<base::Instant> since,
                                    std::size_t limit, std::string_view cursor,
                                    const RecordReach& reach = {}) = 0;
  /// Erases a record and what waits of it; a person without records goes too. Bodies received before do not
  /// bring it back: they are rejected with `erased-meanwhile`. Nothing is appended to the audit if there was
  /// nothing to erase.
  virtual void erase_record(EraseOrder order, AuditEvent event, Done<Erased> done) = 0;
  /// How many records of the client were refused as another's on that day.
  virtual std::uint64_t refusals(std::string_view client, base::Date day) = 0;

  // -- quarantine ----------------------------------------------------------------------------------------
  virtual std::vector<WorklistRow> worklist() = 0;
  virtual Page<QuarantineRow> quarantine(std::string_view source, std::size_t limit,
                                         std::string_view cursor) = 0;
  virtual std::optional<QuarantineRow> quarantined(std::int64_t id) = 0;
  /// Accepts or rejects a record that awaits a decision, and tells the audit and the receipts.
  virtual void decide(Decision decision, Done<Decided> done) = 0;

  /// Tasks that map waiting and stored records anew (store/interface/replays.hpp).
  virtual Replays& replays() = 0;

  // -- tables and releases -------------------------------------------------------------------------------
  virtual TableVersions& tables() = 0;
  /// How releases are ordered, finished, refused and published.
  virtual ReleaseLedger& ledger() = 0;
  virtual std::vector<ReleaseRow> releases() = 0;                      ///< newest first, without content
  virtual std::optional<ReleaseRow> release(std::string_view id) = 0;  ///< with content
  /// The newest release of that period that was not refused, without content.
  virtual std::optional<ReleaseRow> release_of_period(std::string_view period) = 0;

  // -- counting ------------------------------------------------------------------------------------------
  /// All accepted cases of one consistent moment.
  virtual model::FactSet snapshot() = 0;
  /// Per source: accepted records and waiting records, for coverage.
  struct SourceCount {
    std::string source;
    std::uint64_t accepted = 0, waiting = 0;
  };
  virtual std::vector<SourceCount> source_counts() = 0;

  // -- audit ---------------------------------------------------------------------------------------------
  virtual AuditLog& audit() = 0;

  // -- what is held, and how much ------------------------------------------------------------------------
  virtual HeldRecords& held() = 0;
  virtual Credentials& credentials() = 0;
  virtual Figures& figures() = 0;
  virtual FieldFills& fills() = 0;

  // -- who works on what ---------------------------------------------------------------------------------
  virtual Leases& leases() = 0;
  virtual StoreCare& care() = 0;

  // -- care ----------------------------------------------------------------------------------------------
  /// The key under which records without a person are recognised; given once after opening, before anything
  /// arrives (app/rules/record_key). It never changes.
  virtual void use_record_key(const base::Hmac& key) = 0;
  /// A key of this store's own as it is kept: sealed by the installation's sealing key.
  virtual std::optional<std::string> wrapped_key(std::string_view name) = 0;
  /// Keeps it; false if what is kept is not `before` ("": nothing) any more.
  virtual void put_wrapped_key(std::string name, std::string sealed, std::string before, Done<bool> done) = 0;

  /// Retention (configuration `retention`): drops what is older; waiting records that time out become
  /// REJECTED with `quarantine-expired`; from cases closed too long ago the person is taken, while the fact
  /// goes on counting. Submissions that are still kept tell of it, and `event` is appended with the counts if
  /// any of this happened. Returns how many rows were worked on.
  struct RetentionCutoffs {
    base::Instant quarantine, submissions, idempotency;
    base::Date closed_before;
  };
  virtual void apply_retention(RetentionCutoffs cutoffs, AuditEvent event, Done<std::uint64_t> done) = 0;
  /// Throws base::SystemFault unless the database answers.
  virtual void ping() = 0;
  /// Waits until all writes queued so far are durable.
  virtual void flush() = 0;

  // -- bodies taken in -----------------------------------------------------------------------------------
  /// All submissions with a spooled body, also FAILED ones that were set aside, in the order of receipt.
  virtual std::vector<SubmissionRow> with_body() = 0;
  /// Notes where a spooled body stands. A submission that is RECEIVED again loses the issues that said why it
  /// had been set aside. False if it has no spooled body (any more).
  virtual void note_body(BodyNote note, Done<bool> done) = 0;
};

}  // namespace raccordo::store
