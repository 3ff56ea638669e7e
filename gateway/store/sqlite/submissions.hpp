// Submissions and their idempotency keys. Writing functions run in the writer's jobs, reading ones in a
// lease.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "store/interface/case_store.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/issues.hpp"

namespace raccordo::store {

/// The order of receipt: a number for each submission, assigned when its row is created, that is, in the
/// order in which submissions are acknowledged. An erasure that covers unprocessed bodies stores
/// `last_receipt`: records with that number or a smaller one are older.
std::int64_t next_receipt(Connection& db);
std::int64_t last_receipt(Connection& db);
/// The position in the list of records of a record stored at `now`: microseconds, unique and increasing,
/// whatever the clock does.
std::int64_t next_listing(Connection& db, base::Instant now);
/// True if records of an earlier submission may still arrive: it is open, or its body was set aside.
bool has_open_before(Connection& db, std::int64_t seq);

/// The row that a piece adds to: created, restarted (counts and issues of an attempt that crashed are
/// deleted) or continued, as `request.first` says.
struct OpenedSubmission {
  /// Whether the row has all but its counts already, as that of a document in one piece.
  enum class Row : std::uint8_t { incomplete, lacks_counts };
  IssueSink issues;
  std::int64_t seq = 0;
  Row row = Row::incomplete;
};
OpenedSubmission open_submission(Connection& db, const ApplyRequest& request);
/// Adds the counts, sets the state and binds the idempotency key. `sink`: the issues so far.
void close_submission(Connection& db, const ApplyRequest& request, OpenedSubmission::Row row_is,
                      const IssueSink& sink, const model::Counts& counts);
/// Cleaning up after a crash: see CaseStore::recover.
void recover_submissions(Connection& db);
/// Command-line submissions left RUNNING by a program that has ended become FAILED. Returns how many.
std::uint64_t fail_abandoned_submissions(Connection& db, base::Instant now);
/// A document that comes in several pieces has a lease from its first piece to its last.
void note_work(Connection& db, const ApplyRequest& request);
void write_submission(Connection& db, const SubmissionRow& row);

std::optional<SubmissionRow> read_submission(Connection& db, std::string_view id);
Page<SubmissionRow> read_submissions(Connection& db, std::string_view client, std::size_t limit,
                                     std::string_view cursor);
std::vector<SubmissionRow> read_unfinished(Connection& db);
std::vector<SubmissionRow> read_with_body(Connection& db);
/// See CaseStore::note_body.
bool write_body_note(Connection& db, const BodyNote& note);

/// An idempotency key with its owner.
struct KeyName {
  std::string client, source, key;
  auto operator<=>(const KeyName&) const = default;
};
std::optional<IdempotencyRow> reserve_named(Connection& db, const KeyName& name, const base::Digest& body,
                                            base::Instant now);
bool bind_named(Connection& db, const KeyName& name, std::string_view submission, int status);
void release_named(Connection& db, const KeyName& name);

}  // namespace raccordo::store
