#include "store/sqlite/store.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "base/unreachable.hpp"
#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/decisions.hpp"
#include "store/sqlite/document.hpp"
#include "store/sqlite/keepsake_rows.hpp"
#include "store/sqlite/open.hpp"
#include "store/sqlite/quarantine.hpp"
#include "store/sqlite/records.hpp"
#include "store/sqlite/releases.hpp"
#include "store/sqlite/remap.hpp"
#include "store/sqlite/retention.hpp"
#include "store/sqlite/snapshot.hpp"
#include "store/sqlite/submissions.hpp"
#include "store/sqlite/withdrawals.hpp"

namespace raccordo::store {
namespace {

/// HTTP status that a spooled submission was answered with.
constexpr int kTakenIn = 202;

/// A document with at most this many records is a single post for which a client waits.
constexpr std::size_t kPromptRecords = 16;
/// Readers longer than this are ended if the write-ahead log is far over its bound.
constexpr auto kReaderPatience = std::chrono::seconds(60);
constexpr std::uint64_t kFarOver = 16;

bool is_unknown(const std::exception_ptr& failed) {
  try {
    std::rethrow_exception(failed);
  } catch (const base::OutcomeUnknown&) {
    return true;
  } catch (...) {
    return false;
  }
}

/// What all sessions know about their server; nothing with a file.
std::shared_ptr<PgWatch> server_of(const Connection& connection) {
  return connection.session() ? connection.session()->watch() : nullptr;
}

}  // namespace

SqliteStore::SqliteStore(const StoreOptions& options)
    : connection_(open_writer(options)),
      watch_(options.place),
      wal_(options.place.file, options.wal_bound),
      readers_(std::make_unique<SqliteReaders>(
          options.place, options.read_connections, names_,
          ReaderBound{options.place.file, kFarOver * options.wal_bound, kReaderPatience, {}},
          server_of(*connection_))),
      writer_(std::make_unique<SqliteWriter>(*connection_, options.queue,
                                             SqliteWriter::Hooks{[this] { codes_.forget(); },
                                                                 [this](Connection& db) {
                                                                   watch_.check();
                                                                   coverage_.write(db);
                                                                   next_commit_ =
                                                                       count_commit(db, last_commit_);
                                                                 },
                                                                 [this](Connection& db) {
                                                                   last_commit_ = next_commit_;
                                                                   watch_.check();
                                                                   wal_.keep(db);
                                                                 },
                                                                 [this] { coverage_.forget(); }})),
      replays_(std::make_unique<SqliteReplays>(options.place, *readers_, *writer_, codes_)),
      care_(options.place.file, watch_, *readers_, *writer_, server_of(*connection_)) {
  connection_->use_names(names_);
  care_.keep_mark();
}

SqliteStore::~SqliteStore() {
  try {
    writer_->flush();
    care_.keep_mark();
  } catch (const std::exception& error) {
    base::log(base::LogLevel::warn, "store-mark-not-kept",
              {{base::LogField::reason, std::string(error.what())}});
  }
}

template <class Work, class T>
void SqliteStore::write(Work work, Done<T> done, std::size_t weight, Admission admission, Urgency urgency,
                        Traces traces) {
  post_write(*writer_, std::move(work), std::move(done), weight, admission, urgency, traces);
}

void SqliteStore::apply(ApplyRequest request, Done<std::vector<AppliedRecord>> done) {
  const auto weight = request.records.size() + 1;
  // All pieces of one document have one urgency, so that they stay in order.
  const bool single = request.first && request.last && request.records.size() <= kPromptRecords;
  const auto urgency = single ? Urgency::prompt : Urgency::bulk;
  const auto traces = has_withdrawal(request) ? Traces::removed : Traces::in_log;
  auto shared = std::make_shared<ApplyRequest>(std::move(request));
  Done<AppliedDocument> note_refusals = [this, done = std::move(done)](const std::exception_ptr& failed,
                                                                       AppliedDocument applied) {
    auto& records = applied.records;
    const bool any = std::any_of(records.begin(), records.end(), [](const AppliedRecord& record) {
      return record.outcome == model::Outcome::rejected;
    });
    if (any) refusals_.changed();
    if (!done) return;
    if (!applied.refused) return done(failed, std::move(records));
    done(std::make_exception_ptr(RecordsRefused(std::move(records))), {});
  };
  write([this, shared](Connection& db) { return apply_document(db, codes_, coverage_, *shared); },
        std::move(note_refusals), weight, Admission::bounded, urgency, traces);
}

void SqliteStore::put_submission(SubmissionRow row, std::optional<std::string> idempotency_key,
                                 Done<bool> done) {
  write(
      [row = std::move(row), key = std::move(idempotency_key)](Connection& db) {
        write_submission(db, row);
        if (key) bind_named(db, {row.client, row.source, *key}, row.id, kTakenIn);
        return true;
      },
      std::move(done));
}

std::optional<SubmissionRow> SqliteStore::submission(std::string_view id) {
  return read_submission(*readers_->lease(), id);
}

Page<SubmissionRow> SqliteStore::submissions(std::string_view client, std::size_t limit,
                                             std::string_view cursor) {
  return read_submissions(*readers_->lease(), client, limit, cursor);
}

Page<model::Issue> SqliteStore::issues(std::string_view submission, std::size_t limit,
                                       std::string_view cursor) {
  return read_issues(*readers_->lease(), submission, limit, cursor);
}

std::vector<SubmissionRow> SqliteStore::unfinished() { return read_unfinished(*readers_->lease()); }
std::vector<SubmissionRow> SqliteStore::with_body() { return read_with_body(*readers_->lease()); }

void SqliteStore::note_body(BodyNote note, Done<bool> done) {
  write([note = std::move(note)](Connection& db) { return write_body_note(db, note); }, std::move(done), 1,
        Admission::always);
}

void SqliteStore::recover(Done<bool> done) {
  write(
      [](Connection& db) {
        recover_submissions(db);
        return true;
      },
      std::move(done));
}

void SqliteStore::fail_abandoned(base::Instant now, Done<std::uint64_t> done) {
  write([now](Connection& db) { return fail_abandoned_submissions(db, now); }, std::move(done));
}

void SqliteStore::reserve_key(std::string client, std::string source, std::string key, base::Digest body,
                              base::Instant now, Done<std::optional<IdempotencyRow>> done) {
  const KeyName name{std::move(client), std::move(source), std::move(key)};
  // The job may run twice: pending releases must not be lost.
  const auto owed = std::make_shared<bool>(false);
  // Of a lost commit it is not known whether it took the key: its sender was told to send again.
  const auto took = std::make_shared<bool>(false);
  auto told = [this, name, owed, took, done = std::move(done)](const std::exception_ptr& failed,
                                                               std::optional<IdempotencyRow> there) {
    if (failed && (*owed || (*took && is_unknown(failed)))) unreleased_.insert(name);
    if (done) done(failed, std::move(there));
  };
  write(
      [this, name, body, now, owed, took](Connection& db) {
        *owed = unreleased_.erase(name) > 0 || *owed;
        if (*owed) release_named(db, name);
        auto there = reserve_named(db, name, body, now);
        *took = !there;
        return there;
      },
      Done<std::optional<IdempotencyRow>>(std::move(told)));
}

void SqliteStore::release_key(std::string client, std::string source, std::string key) {
  const KeyName name{std::move(client), std::move(source), std::move(key)};
  write(
      [name](Connection& db) {
        release_named(db, name);
        return true;
      },
      Done<bool>([this, name](const std::exception_ptr& failed, bool) {
        if (failed) unreleased_.insert(name);
      }),
      1, Admission::always);
}

void SqliteStore::erase_record(EraseOrder order, AuditEvent event, Done<Erased> done) {
  write(
      [order = std::move(order), event = std::move(event)](Connection& db) {
        ErasureNames names(db);
        const auto erased = erase_found(db, order, names);
        if (erased == Erased::done || erased == Erased::later) append_erasure(db, event, names);
        return erased;
      },
      std::move(done), 1, Admission::bounded, Urgency::prompt, Traces::removed);
}

std::vector<WorklistRow> SqliteStore::worklist() { return read_worklist(*readers_->lease()); }

Page<QuarantineRow> SqliteStore::quarantine(const QuarantineFilter& filter, std::size_t limit,
                                            std::string_view cursor) {
  return read_quarantine(*readers_->lease(), filter, limit, cursor);
}

std::optional<QuarantineRow> SqliteStore::quarantined(std::int64_t id) {
  return read_quarantined(*readers_->lease(), id);
}

void SqliteStore::decide(Decision decision, Done<Decided> done) {
  write([this, decision = std::move(decision)](Connection& db) { return decide_one(db, codes_, decision); },
        std::move(done));
}

std::vector<ReleaseRow> SqliteStore::releases() { return read_releases(*readers_->lease()); }

std::optional<ReleaseRow> SqliteStore::release(std::string_view id) {
  return read_release(*readers_->lease(), id);
}

std::optional<ReleaseRow> SqliteStore::release_of_period(std::string_view period) {
  return read_release_of_period(*readers_->lease(), period);
}

model::FactSet SqliteStore::snapshot() { return read_snapshot(*readers_->lease()); }
SettledSnapshot SqliteStore::settled_snapshot() { return read_settled_snapshot(*readers_->lease()); }
std::optional<Unsettled> SqliteStore::unsettled() { return read_unsettled(*readers_->lease()); }

std::vector<CaseStore::SourceCount> SqliteStore::source_counts() {
  const auto lease = readers_->lease();
  std::vector<SourceCount> counts;
  auto query = lease->query(
      "SELECT text, accepted, waiting FROM source_totals JOIN codes ON no = source ORDER BY text");
  while (query.step()) {
    counts.push_back({query.string(0), static_cast<std::uint64_t>(query.integer(1)),
                      static_cast<std::uint64_t>(query.integer(2))});
  }
  return counts;
}

std::optional<std::string> SqliteStore::wrapped_key(std::string_view name) {
  return read_wrapped_key(*readers_->lease(), name);
}

void SqliteStore::put_wrapped_key(std::string name, std::string sealed, std::string before, Done<bool> done) {
  write([name, sealed, before](Connection& db) { return replace_wrapped_key(db, name, sealed, before); },
        std::move(done), 1, Admission::bounded, Urgency::prompt, Traces::removed);
}

struct SqliteStore::RetentionRun {
  RetentionCutoffs cutoffs;
  AuditEvent event;
  Done<std::uint64_t> done;
  std::uint64_t gone = 0;
};

void SqliteStore::apply_retention(RetentionCutoffs cutoffs, AuditEvent event, Done<std::uint64_t> done) {
  retain_next(std::make_shared<RetentionRun>(RetentionRun{cutoffs, std::move(event), std::move(done)}),
              Admission::bounded);
}

void SqliteStore::retain_next(const std::shared_ptr<RetentionRun>& run, Admission admission) {
  write(
      [run](Connection& db) {
        const auto gone = retain_slice(db, run->cutoffs);
        if (gone == 0) tell_retention(db, run->event);
        return gone;
      },
      Done<std::uint64_t>([this, run](const std::exception_ptr& failed, std::uint64_t gone) {
        run->gone += gone;
        if (!failed && gone > 0) {
          retain_next(run, Admission::always);
        } else if (run->done) {
          run->done(failed, run->gone);
        }
      }),
      1, admission, Urgency::bulk, Traces::removed);
}

void SqliteStore::ping() {
  const auto lease = readers_->lease();
  lease->query("SELECT count(*) FROM counters").step();
}

void SqliteStore::flush() { writer_->flush(); }

}  // namespace raccordo::store
