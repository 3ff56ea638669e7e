// Replays: tasks that map records again, part of CaseStore (CaseStore::replays()). A task is started by a
// person or by the activation of a table version. The one worker of the store processes its records in small
// pieces; each piece is one transaction with the task's progress, so that a crash neither loses nor repeats
// work. Threads and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/chains/audit_chain.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/table_versions.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// Kept as numbers in the store: extend at the end, never reorder.
enum class ReplayState : std::uint8_t { queued, processing, paused, cancelled, completed };
std::string_view to_string(ReplayState state);  // "QUEUED", ...
enum class ReplayKind : std::uint8_t { waiting, stored };
std::string_view to_string(ReplayKind kind);  // "waiting", "stored"
enum class ReplayAct : std::uint8_t { pause, resume, cancel };
std::string_view to_string(ReplayAct act);  // "pause", ...

/// The state after the act; nothing if the task has ended with another state, or may not end so: a task on
/// stored records cannot be cancelled, because some would keep the meaning of a former version. An act that
/// changes nothing succeeds.
std::optional<ReplayState> next_state(ReplayKind kind, ReplayState from, ReplayAct act);

/// QUEUED or PROCESSING: the worker goes on with it.
bool is_open(ReplayState state);

struct ReplayRow {
  std::string id;
  ReplayKind kind = ReplayKind::waiting;
  ReplayState state = ReplayState::queued;
  std::string source, table;
  std::vector<std::string> codes;  ///< empty: all
  std::string actor, reason;
  bool of_activation = false;  ///< started by an activation, so it covers records of all Comuni
  base::Instant created_at;
  std::optional<base::Instant> ended_at;
  std::uint64_t total = 0, succeeded = 0, failed = 0;
  std::uint64_t remaining() const { return total - succeeded - failed; }
};

/// The waiting records of a task: those of the source, of one of its tables, or of some codes of that table,
/// as they wait when it starts.
struct ReplayOrder {
  std::string id, source, table;
  std::vector<std::string> codes;
  model::Comuni comuni = model::Comuni::all();  ///< of the client that orders it: only their records
  AuditEvent event;                             ///< who, when, why; the store adds action, object and details
};

/// A waiting record of a task. `content` identifies the sending that was read.
struct WaitingRecord {
  std::int64_t position = 0, record = 0;
  std::string source, record_id, owner, client, submission, sealed_fields;
  base::Instant received_at;
  base::Digest content{};
};

/// The result of mapping it again.
struct ReplayedRecord {
  std::int64_t position = 0, record = 0;
  base::Digest content{};
  std::optional<PreparedRecord> prepared;  ///< nothing: it cannot be mapped now and keeps waiting
};

/// One piece of a task.
struct ReplayPiece {
  std::string task;
  std::int64_t generation = 0;  ///< of the tables that it was mapped with
  std::vector<ReplayedRecord> records;
  base::Instant now;
};

/// A stored record: its accepted content.
struct StoredBody {
  std::int64_t record = 0;
  std::string body;
};

/// A stored record whose meaning changes under the tables in force.
struct RemappedBody {
  std::int64_t record = 0;
  std::string former, body;  ///< nothing happens if the stored content is no longer `former`
  CaseRow facts;
  std::string owner, sex;  ///< as given by the record
  base::Instant version;   ///< the record's own
};

/// One piece of a task on stored records.
struct RemapPiece {
  std::string task;
  std::int64_t generation = 0;            ///< of the tables that it was mapped with
  std::int64_t through = 0;               ///< all records up to this number were processed
  std::uint64_t looked_at = 0, kept = 0;  ///< kept: contains a code that no longer maps
  std::vector<RemappedBody> records;
  base::Instant now;
};

/// A record that a submission stored with tables that had just been replaced.
struct OvertakenRecord {
  std::int64_t record = 0;
  std::string source;
  std::optional<WaitingRecord> waiting;
  std::string body;  ///< "" if nothing is accepted
};

struct OvertakenPiece {
  std::int64_t generation = 0;
  std::vector<std::int64_t> done;  ///< all that were read
  std::vector<ReplayedRecord> waiting;
  std::vector<RemappedBody> stored;
  base::Instant now;
};

/// The records of a source accepted since a mark of `written`, in any way.
struct WrittenSince {
  std::int64_t mark = 0;           ///< the mark up to which this was read
  std::vector<StoredBody> bodies;  ///< one more than requested: there are more, `bodies` is incomplete
};

/// An activation looks itself at so many records that were written since the caller did.
inline constexpr std::size_t kMostWrittenSince = 1000;

/// Whether a stored body holds a code that the new version no longer maps. Runs in the writer's transaction,
/// so it must be quick; it must not throw.
using BreakCheck = std::function<bool(std::string_view body)>;

/// A version to be activated, directly or by rollback.
struct Activation {
  TableStep step;
  std::int32_t replaces = 0;             ///< the version in force with which `codes` were compared
  std::vector<std::string> codes;        ///< with another meaning in the new version: for stored records
  std::vector<std::string> freed_codes;  ///< of these, the ones that it maps or ignores: for waiting records
  std::string replay_id, remap_id;
  BreakCheck breaks = {};         ///< none: it is forced, or no record can break
  std::int64_t looked_until = 0;  ///< mark of `written` up to which the caller looked for what breaks
};

/// The result of an activation. The tasks are set if `table.verdict` is done.
struct ActivationOutcome {
  TableOutcome table;
  std::optional<ReplayRow> replay, remap;
  /// The verdict is changed_meanwhile only because of records that were written since the caller looked.
  enum class Look : std::uint8_t { current, outdated } look = Look::current;
};

/// The right to process the tasks of a store: one program has it at a time, until it ends.
class ReplayClaim {
 public:
  virtual ~ReplayClaim() = default;
  /// False once another program may have it. Asked before each piece of work.
  virtual bool is_held() = 0;
};

class Replays {
 public:
  virtual ~Replays() = default;

  /// Collects the records and stores the task as QUEUED, or as COMPLETED if there are none.
  virtual void start(ReplayOrder order, Done<ReplayRow> done) = 0;
  /// Puts a version in force and starts its tasks: those records that wait for its codes, and all stored
  /// ones. One transaction. The verdict is changed_meanwhile if another version is in force than expected, or
  /// if of the records written since the look one breaks or there are more than kMostWrittenSince.
  virtual void activate(Activation activation, Done<ActivationOutcome> done) = 0;
  /// Pauses, resumes or cancels; the current piece is finished first. Returns the task afterwards: its state
  /// shows whether the act was possible. Nothing if there is no such task.
  virtual void steer(std::string id, ReplayAct act, AuditEvent event,
                     Done<std::optional<ReplayRow>> done) = 0;
  /// Newest first. `actor`: only those that this one ordered, and not by an activation; "": all.
  virtual Page<ReplayRow> list(std::size_t limit, std::string_view cursor, std::string_view actor) = 0;
  virtual std::optional<ReplayRow> find(std::string_view id) = 0;

  // -- the worker's side ---------------------------------------------------------------------------------
  /// Nothing while another program has it.
  virtual std::unique_ptr<ReplayClaim> claim() = 0;
  /// The number of activations so far; grows with each of them.
  virtual std::int64_t generation() = 0;
  /// The oldest task that is QUEUED or PROCESSING, without its codes.
  virtual std::optional<ReplayRow> next() = 0;
  /// The next waiting records of a task, in order.
  virtual std::vector<WaitingRecord> waiting(std::string_view task, std::size_t limit) = 0;
  /// Settles the records and counts them; the task is COMPLETED with its last record. Nothing happens if the
  /// task was paused or cancelled since, or if the tables it was mapped with are no longer in force
  /// (`applied` false).
  virtual void apply(ReplayPiece piece, Done<bool> applied) = 0;
  /// The next stored records of a task; of `source` if its name begins their bodies.
  virtual std::vector<StoredBody> stored(std::string_view task, std::size_t limit) = 0;
  /// Replaces the meaning of the records, keeps the former one, and counts; as apply does.
  virtual void apply(RemapPiece piece, Done<bool> applied) = 0;
  virtual std::vector<OvertakenRecord> overtaken(std::size_t limit) = 0;
  virtual void apply(OvertakenPiece piece, Done<bool> applied) = 0;

  // -- looking ahead -------------------------------------------------------------------------------------
  /// Grows with each transaction in which records are accepted.
  virtual std::int64_t written() = 0;
  virtual WrittenSince written_since(std::string_view source, std::int64_t mark, std::size_t limit) = 0;
  /// Stored records of a source with numbers above `after`, by number.
  virtual std::vector<StoredBody> stored_after(std::string_view source, std::int64_t after,
                                               std::size_t limit) = 0;
  /// Of the records that wait for one of the codes: how many wait for nothing else, and how many for more.
  struct WaitingCounts {
    std::uint64_t for_these_alone = 0, for_more = 0;
  };
  virtual WaitingCounts count_waiting(std::string_view source, std::string_view table,
                                      const std::vector<std::string>& codes) = 0;
  /// How many records wait for each of the codes, most first.
  struct WaitingCode {
    std::string code, label;
    std::uint64_t records = 0;
  };
  virtual std::vector<WaitingCode> waiting_for(std::string_view source, std::string_view table,
                                               const std::vector<std::string>& codes, std::size_t limit) = 0;
};

}  // namespace raccordo::store
