// The ledger: every release in order, each row with the hash of the previous one, and the evidence that
// proves the releases. Rows are never changed or deleted, and the next release is certified together with all
// of them. app/releases/publish writes it, `release verify` rechecks it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// One release in the ledger.
struct LedgerEntry {
  std::int64_t seq = 0;  ///< from 1, without gaps
  std::string release, period;
  std::string revision_date;  ///< the date of the revision, `2026-06-30`; "": the first release of its period
  std::string content;        ///< SHA-256 (hex) of everything published: the release's digest
  std::string evidence;       ///< SHA-256 (hex) of the sealed evidence as stored
  base::Instant at;
  base::Digest hash{};
};

/// SHA-256 over the previous hash and all other columns of the entry. The first entry follows 32 zero bytes.
base::Digest chain_hash(const base::Digest& before, const LedgerEntry& entry);

/// A row that was changed or moved.
struct LedgerBreak {
  std::int64_t row = 0;
  std::string what;  ///< one sentence
};
/// Checks the chain from the first row to the last; nothing if every link is valid.
std::vector<LedgerBreak> check_chain(const std::vector<LedgerEntry>& entries);

/// A computed release to be stored.
struct FinishedRelease {
  ReleaseRow row;              ///< its digest, metadata and content; the state becomes DONE
  std::string evidence;        ///< sealed
  std::int64_t after = 0;      ///< the last row of the ledger it was certified on; 0: there was none
  bool keeps_earlier = false;  ///< the evidence of that row stays: this one does not contain all of it
  base::Instant at;
  AuditEvent event;
};

/// Before the `audit_head` of a release that a restore entered: the head is of the audit that was lost.
inline constexpr std::string_view kFormerHead = "former ";

enum class Entered : std::uint8_t {
  done,                ///< all of it is durable
  concurrent_release,  ///< another release was stored in the meantime: nothing is stored; certify together
                       ///< with that one
  given_up             ///< the order is no longer RUNNING: nothing is stored
};

/// Ordering, storing, refusing and publishing releases. Threads and errors: see CaseStore.
class ReleaseLedger {
 public:
  virtual ~ReleaseLedger() = default;

  /// Inserts a RUNNING release and takes its lease. Returns the existing one of the same period and revision,
  /// or nothing if it was inserted.
  virtual void reserve(ReleaseRow row, Done<std::optional<ReleaseRow>> done) = 0;
  /// RUNNING becomes REFUSED with the reason; its period is free again. False if it was not RUNNING.
  virtual void refuse(std::string id, std::string reason, AuditEvent event, Done<bool> done) = 0;
  /// Release, evidence, entry and audit event in one transaction. The evidence replaces the previous one,
  /// unless the release says that it stays.
  virtual void enter(FinishedRelease release, Done<Entered> done) = 0;
  /// The same for a release of a journal, whose row is RUNNING and has its former `audit_head`: in one
  /// transaction, whatever an interrupted attempt left. concurrent_release: its period was released
  /// otherwise.
  virtual void restore(FinishedRelease release, Done<Entered> done) = 0;
  /// Publishes a DONE release, once. False if it is not DONE or was public before.
  virtual void publish(std::string id, base::Instant at, AuditEvent event, Done<bool> done) = 0;

  /// RUNNING releases whose program has ended (Leases). Without content.
  virtual std::vector<ReleaseRow> abandoned(base::Instant now) = 0;

  /// In order.
  virtual std::vector<LedgerEntry> entries() = 0;
  /// Sealed; nothing if there is none: that of a later release contains it then.
  virtual std::optional<std::string> evidence(std::string_view release) = 0;
};

}  // namespace raccordo::store
