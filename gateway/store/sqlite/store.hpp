// CaseStore on one SQLite file: WAL, synchronous=FULL, one writer with group commit, a few readers. Passes
// the work of the other files of this folder to the writer or gives it a reader. Made by open_store. Threads
// and errors: see CaseStore.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "store/interface/case_store.hpp"
#include "store/interface/store_options.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/care.hpp"
#include "store/sqlite/chunks.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/credentials.hpp"
#include "store/sqlite/exchanges.hpp"
#include "store/sqlite/figures.hpp"
#include "store/sqlite/fills.hpp"
#include "store/sqlite/held.hpp"
#include "store/sqlite/keepsakes.hpp"
#include "store/sqlite/leases.hpp"
#include "store/sqlite/ledger.hpp"
#include "store/sqlite/nodes.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/refusal_book.hpp"
#include "store/sqlite/replays.hpp"
#include "store/sqlite/submissions.hpp"
#include "store/sqlite/tables.hpp"
#include "store/sqlite/webhooks.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

class SqliteStore final : public CaseStore {
 public:
  explicit SqliteStore(const StoreOptions& options);
  ~SqliteStore() override;

  void apply(ApplyRequest request, Done<std::vector<AppliedRecord>> done) override;
  void put_submission(SubmissionRow row, std::optional<std::string> idempotency_key,
                      Done<bool> done) override;
  std::optional<SubmissionRow> submission(std::string_view id) override;
  Page<SubmissionRow> submissions(std::string_view client, std::size_t limit,
                                  std::string_view cursor) override;
  Page<model::Issue> issues(std::string_view submission, std::size_t limit, std::string_view cursor) override;
  std::vector<SubmissionRow> unfinished() override;
  std::vector<SubmissionRow> with_body() override;
  void note_body(BodyNote note, Done<bool> done) override;
  void recover(Done<bool> done) override;
  void fail_abandoned(base::Instant now, Done<std::uint64_t> done) override;

  void reserve_key(std::string client, std::string source, std::string key, base::Digest body,
                   base::Instant now, Done<std::optional<IdempotencyRow>> done) override;
  void release_key(std::string client, std::string source, std::string key) override;

  std::optional<RecordState> record(std::string_view source, std::string_view record_id,
                                    const RecordReach& reach) override;
  Page<RecordState> records(std::string_view source, std::optional<base::Instant> since, std::size_t limit,
                            std::string_view cursor, const RecordReach& reach) override;
  void erase_record(EraseOrder order, AuditEvent event, Done<Erased> done) override;
  std::uint64_t refusals(std::string_view client, base::Date day) override;

  std::vector<WorklistRow> worklist() override;
  Page<QuarantineRow> quarantine(const QuarantineFilter& filter, std::size_t limit,
                                 std::string_view cursor) override;
  std::optional<QuarantineRow> quarantined(std::int64_t id) override;
  void decide(Decision decision, Done<Decided> done) override;

  TableVersions& tables() override { return tables_; }
  ReleaseLedger& ledger() override { return ledger_; }
  std::vector<ReleaseRow> releases() override;
  std::optional<ReleaseRow> release(std::string_view id) override;
  std::optional<ReleaseRow> release_of_period(std::string_view period) override;

  Replays& replays() override { return *replays_; }

  model::FactSet snapshot() override;
  SettledSnapshot settled_snapshot() override;
  std::optional<Unsettled> unsettled() override;
  std::vector<SourceCount> source_counts() override;

  AuditLog& audit() override { return audit_; }
  HeldRecords& held() override { return held_; }
  Credentials& credentials() override { return credentials_; }
  Figures& figures() override { return figures_; }
  FieldFills& fills() override { return fills_; }
  Leases& leases() override { return leases_; }
  Nodes& nodes() override { return nodes_; }
  BodyChunks& chunks() override { return chunks_; }
  StoreCare& care() override { return care_; }
  Keepsakes& keepsakes() override { return keepsakes_; }
  Exchanges& exchanges() override { return exchanges_; }
  Webhooks& webhooks() override { return webhooks_; }

  void use_record_key(const base::Hmac& key) override { names_->use(key); }
  std::optional<std::string> wrapped_key(std::string_view name) override;
  void put_wrapped_key(std::string name, std::string sealed, std::string before, Done<bool> done) override;
  std::vector<SealedRow> sealed_rows(SealedKind kind, std::int64_t after, std::size_t limit) override;
  std::uint64_t count_sealed_rows() override;
  void reseal(std::vector<Resealed> rows, Done<std::uint64_t> done) override;
  std::int64_t resealed_through() override;
  void note_resealed(std::int64_t generation, AuditEvent event, Done<bool> done) override;
  void renew_pseudonyms(PseudonymRenewal renewal, Done<RenewedPseudonyms> done) override;
  void apply_retention(RetentionCutoffs cutoffs, AuditEvent event, Done<std::uint64_t> done) override;
  void ping() override;
  void flush() override;

 private:
  template <class Work, class T>
  void write(Work work, Done<T> done, std::size_t weight = 1, Admission admission = Admission::bounded,
             Urgency urgency = Urgency::prompt, Traces traces = Traces::in_log);
  struct RetentionRun;
  void retain_next(const std::shared_ptr<RetentionRun>& run, Admission admission);

  // Order matters: the writer stops before its connection closes.
  std::shared_ptr<RecordNames> names_ = std::make_shared<RecordNames>();
  std::unique_ptr<Connection> connection_;
  FileWatch watch_;
  WalBound wal_;
  CodeDictionary codes_;
  CoverageBook coverage_;
  std::unique_ptr<SqliteReaders> readers_;
  RefusalBook refusals_;
  /// Keys whose release could not be written (full disk): the next request gets them, and a node gives them
  /// back with its next report. Writer's thread only.
  std::set<KeyName> unreleased_;
  std::int64_t last_commit_ = 0, next_commit_ = 0;  ///< used by the writer's thread only
  std::unique_ptr<SqliteWriter> writer_;
  SqliteTables tables_{*readers_, *writer_};
  std::unique_ptr<SqliteReplays> replays_;
  SqliteLedger ledger_{*readers_, *writer_};
  SqliteAuditLog audit_{*readers_, *writer_};
  SqliteHeldRecords held_{*readers_, *writer_};
  SqliteFigures figures_{*readers_};
  SqliteCredentials credentials_{*readers_, *writer_};
  SqliteFills fills_{*readers_};
  SqliteLeases leases_{*readers_, *writer_};
  SqliteNodes nodes_{*readers_, *writer_, connection_->node(), unreleased_};
  SqliteChunks chunks_{*readers_, *writer_};
  SqliteKeepsakes keepsakes_{*readers_, *writer_};
  SqliteExchanges exchanges_{*readers_, *writer_};
  SqliteWebhooks webhooks_{*readers_, *writer_};
  SqliteCare care_;
};

}  // namespace raccordo::store
