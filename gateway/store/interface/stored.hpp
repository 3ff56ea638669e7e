// Values passed to and from the store.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "model/comuni.hpp"
#include "model/issue.hpp"
#include "model/receipt.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/settlement/settlement.hpp"

namespace raccordo::store {

/// The generation of contents that no table mapped.
inline constexpr std::int64_t kMappedForGood = std::numeric_limits<std::int64_t>::max();

/// One intervention of a case, in texts; the store turns codes into numbers of its own dictionary.
struct InterventionRow {
  std::string area, type, management;
  std::optional<base::Date> start, end;
  std::optional<std::int64_t> amount_cents;
};

/// The attributes of a case that counting needs (see model/case_facts.hpp).
struct CaseRow {
  std::string residence, citizenship, channel, closure;
  std::optional<base::Date> opened, closed;
  std::vector<std::string> needs;
  std::vector<InterventionRow> interventions;
  bool is_report = false;
};

/// A person as described by one record.
struct PersonRow {
  base::Digest pseudonym{};
  std::string sealed_id;  ///< written once per person
  std::string sex;        ///< "" if unknown
  std::optional<base::Date> birth_date;
  bool from_fiscal_code = false;  ///< takes precedence over records; else the newest record counts
  /// Under former generations of the pseudonym key: restrictions and erasures that were made under them and
  /// could not be renewed reach the person as well.
  std::vector<base::Digest> former = {};
};

struct WaitingCodeRow {
  std::string table, code, label;
  std::string parent = {};             ///< shared area given by the record; or empty
  std::optional<base::Date> day = {};  ///< of the coded item
};

/// Number of values of a record that passed through a table, and how many of them mapped.
struct CodedCount {
  std::string table;
  std::int64_t coded = 0, mapped = 0;
};

/// What stands before the code of a body in a record's key: a Comune has a code of digits, too.
inline constexpr std::string_view kBodyKey = "body:";
inline std::string key_of_body(std::string_view code) { return std::string(kBodyKey) + std::string(code); }

struct Withdrawal;

/// One record, ready to be applied. `outcome` is the result of mapping and checks (accepted, quarantined or
/// rejected); the store adds unchanged and stale.
struct PreparedRecord {
  std::uint64_t number = 0;
  std::string record_id;  ///< may be empty for a rejected one
  model::Outcome outcome = model::Outcome::rejected;
  base::Instant version;          ///< the record's, else the time of receipt
  bool has_version = false;       ///< false: `version` is the time of receipt
  std::string owner;              ///< ISTAT code
  bool per_owner = false;         ///< the owner is part of the record's key (profile: `per: owner`)
  std::string body_key;           ///< key_of_body, if the body is part of the record's key; else ""
  base::Digest mark{};            ///< keyed digest of source and record id, for tombstones
  bool beyond_retention = false;  ///< closed longer ago than persons are kept
  base::Digest content{};         ///< keyed digest of the values as sent, without version
  PersonRow person;               ///< accepted records; waiting ones have the pseudonym only
  CaseRow facts;                  ///< accepted ones
  std::string body;               ///< accepted: the pseudonymised shared record with provenance (JSON)
  std::string sealed_fields;      ///< quarantined: the sealed FieldRecord, for replay
  /// Accepted: seals the FieldRecord if the record must wait for a decision. Called at most once, by the
  /// store's writer.
  std::function<std::string()> seal;
  bool decided = false;  ///< an administrator accepted a record that would otherwise wait
  std::vector<WaitingCodeRow> waiting;
  std::vector<CodedCount> coded;  ///< each table once; rejected records: none
  std::vector<model::Issue> issues;
  /// Of a report: the pseudonym of a person who is known by the number of the report alone.
  std::optional<base::Digest> unnamed = {};
  /// Of a report without the person's identifier: the entry of the audit if a stored person is deleted for
  /// it.
  std::shared_ptr<const AuditEvent> unnamed_event = nullptr;
  std::uint64_t filled = 0;  ///< model::FillMask: the fields that held a value
  model::Place at = {};  ///< place of the record's id in its document: issues found by the store point there
  /// Set if the sender takes a record back: that one is erased in the transaction of the others, and nothing
  /// else here but `number` and `at` is used.
  std::shared_ptr<const Withdrawal> withdrawal = nullptr;

  /// Whether a stored content is of the same body: an accepted body, or sealed fields if it waits. Asked for
  /// records that were stored before the body was part of the key. Set with `body_key`.
  std::function<bool(std::string_view body, std::string_view sealed_fields)> is_of_body;

  /// What is part of the record's key besides source and id: the owner or the body; "" if neither.
  std::string_view key_part() const {
    if (!body_key.empty()) return body_key;
    return per_owner ? std::string_view(owner) : std::string_view();
  }
};

/// The result of applying a record.
struct AppliedRecord {
  std::uint64_t number = 0;
  model::Outcome outcome = model::Outcome::rejected;
  Age age = Age::newer;                   ///< why it was not stored (unchanged), if it was not
  std::vector<model::Issue> issues = {};  ///< found by the store, after those of the record
  bool erased = false;  ///< rejected because it was erased after its receipt: its own issues are not reported
};

/// Whose records a reader or an erasure covers; by default all.
struct RecordReach {
  model::Comuni comuni = model::Comuni::all();
  std::string client;  ///< reaches rejected sendings without a Comune only if it sent them; "": all
  std::string comune;  ///< of several records with one id, that Comune's alone; "": any
  std::vector<std::string> bodies = {};  ///< where the body is part of the key, its reports alone; empty: all
  std::string body = {};                 ///< of several records with one id, that body's alone; "": any
};

struct SubmissionRow {
  std::string id, source, client;
  base::Instant received_at;
  model::SubmissionState state = model::SubmissionState::processing;
  model::Counts counts;
  std::map<std::string, std::int32_t> mapping_versions;
  std::string spool;   ///< name of the sealed body waiting to be processed; "" once done
  std::string format;  ///< of the spooled body: media type in short (`xml`, `json`, `ndjson`, `csv`)
  bool reject_unmapped = false;
  std::uint64_t issues = 0;          ///< set by the store: issues kept
  std::uint64_t issues_dropped = 0;  ///< set by the store: issues beyond kIssuesKept
  std::int64_t seq = 0;              ///< set by the store when the row is made: grows in the order of receipt
  std::int64_t attempts =
      0;                  ///< number of processes that started on the spooled body without reporting an end
  std::string waits_for;  ///< why it is WAITING, as a code
  std::string reply_to;   ///< where its end is told; "": the webhook of its client
};

/// State of one record for reconciliation (GET .../records/{record_id} in schemas/openapi.yaml).
struct RecordState {
  std::string record_id;
  base::Instant version;
  model::Outcome outcome = model::Outcome::accepted;
  std::string submission;
  base::Instant received_at;
  std::string owner;
  std::vector<model::Issue> issues;
  bool anonymised = false;  ///< retention removed the person: only id, owner and issues are set
  /// A later sending that was rejected or awaits a decision; the stored content still counts.
  struct Attempt {
    model::Outcome outcome = model::Outcome::rejected;
    std::string submission;
    base::Instant received_at;
    std::vector<model::Issue> issues;
  };
  std::optional<Attempt> last_attempt = {};
  std::size_t others = 0;  ///< further records with the same id (of other Comuni or bodies)
  std::string body = {};   ///< the body that reports, if it is part of the key
};

/// A record to be erased. `mark` as in PreparedRecord.
struct EraseOrder {
  std::string source, record_id;
  RecordReach reach;
  base::Digest mark{};
};
/// nothing: there is no such record, and no spooled body may contain it; done: the covered contents are
/// erased; later: none is stored, but bodies are spooled, and none of them will store it; several: the id
/// means several records, none was erased; restricted: processing of the person's data is restricted, so
/// they are kept.
enum class Erased : std::uint8_t { nothing, done, later, several, restricted };

/// A record that a document takes back: it is erased as by erase_record. The record counts as accepted if
/// something was erased, as unchanged if there was nothing, and as rejected if it may not be erased.
struct Withdrawal {
  EraseOrder order;
  AuditEvent event;  ///< appended if something was erased
};

template <class T>
struct Page {
  std::vector<T> items;
  std::string next;  ///< cursor; "" at the end
};

/// A quarantined record; fields stay sealed.
struct QuarantineRow {
  std::int64_t id = 0;
  std::string source, record_id, owner, submission;
  base::Instant version, received_at;
  std::string sealed_fields;
  std::vector<WaitingCodeRow> waiting;
  std::vector<model::Issue> issues;
  std::string awaits = {};  ///< the issue code that an administrator decides; "": it waits for a mapping
  std::string record_owner = {};  ///< owner of the stored record beside which it waits: the Comune that an
                                  ///< acceptance would replace; "" if no content is stored
  std::string client = {};        ///< that sent it; "" if its submission is no longer kept
  base::Digest content{};  ///< of rows with `awaits`: what a decision is bound to (Decision::content): for a
                           ///< takeover a digest of the content and of record_owner, for a reopened case the
                           ///< digest of the content
};

/// The details that the record received last gave for a missing code; suggestions use them.
struct SentCode {
  std::string received;  ///< in a form that sorts as text
  std::string parent;    ///< shared area given by the record; or empty
  std::optional<base::Date> day;
  std::string label;
  auto operator<=>(const SentCode&) const = default;
};

/// The records that wait for a missing code in one Comune.
struct WorklistShare {
  std::string comune, label;
  std::uint64_t records = 0;
  base::Instant first_seen, last_seen;
  SentCode newest = {};
};

/// One row of the worklist: a missing code and the records that wait for it.
struct WorklistRow {
  std::string source, table, code;
  std::string label;  ///< sent by the source, if any
  std::uint64_t records = 0;
  std::vector<std::string> comuni;  ///< owners hit, sorted
  base::Instant first_seen, last_seen;
  SentCode newest = {};
  std::vector<WorklistShare> shares = {};  ///< for each Comune, in the order of `comuni`
  /// Adds one more share.
  void add(WorklistShare share);
};

struct ReleaseRow {
  std::string id, period, state, note, reason;  ///< state RUNNING, DONE, REFUSED
  base::Instant created_at;
  std::optional<base::Instant> published_at;  ///< nothing: not published
  std::string digest, metadata;
  std::string content;        ///< serialised aggregate::Release; empty unless asked for
  std::string revision_date;  ///< the revision date it was made at, `2026-06-30`; "": the first of its period
  std::string ordered_by;     ///< as in the audit
  std::int64_t ledger_row = 0;  ///< set by the store: its row in the ledger; 0: none
  std::string ledger_hash;  ///< set by the store: hex; the hash of that row, which covers all rows up to it
  std::string audit_head;   ///< set by the store: the audit's head once this release was in it; "": none
};

/// The first request of an idempotency key.
struct IdempotencyRow {
  base::Digest body{};
  std::string submission;  ///< "" while the first request is still running
  int status = 0;
  base::Instant created_at;
};

}  // namespace raccordo::store
