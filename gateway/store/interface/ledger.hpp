// The ledger: every release that was ever made, in order, each row bound to the one before by a hash, and
// with each release what proves it. Nothing in it changes or goes: whatever left the gateway is accounted for
// here, and the next release is certified on all of it. app/releases/publish writes it, `release verify`
// rechecks it.
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
  std::string evidence;       ///< SHA-256 (hex) of the sealed evidence, as it was kept
  base::Instant at;
  base::Digest hash{};
};

/// SHA-256 over the hash before and everything else the entry says. The first entry follows 32 zero bytes.
base::Digest chain_hash(const base::Digest& before, const LedgerEntry& entry);

/// A row that is not as it was written, or not where it was.
struct LedgerBreak {
  std::int64_t row = 0;
  std::string what;  ///< one sentence
};
/// Follows the chain from the first row to the last; nothing if every link holds.
std::vector<LedgerBreak> check_chain(const std::vector<LedgerEntry>& entries);

/// A computed release on its way into the store.
struct FinishedRelease {
  ReleaseRow row;          ///< its digest, metadata and content; the state becomes DONE
  std::string evidence;    ///< sealed
  std::int64_t after = 0;  ///< the last row of the ledger it was certified on; 0: there was none
  base::Instant at;
  AuditEvent event;
};

enum class Entered : std::uint8_t {
  done,                ///< all of it is durable
  concurrent_release,  ///< another release was entered meanwhile: nothing is stored; certify on that one too
  given_up             ///< the order is no longer RUNNING: nothing is stored
};

/// The life of releases. Threads and errors: see CaseStore.
class ReleaseLedger {
 public:
  virtual ~ReleaseLedger() = default;

  /// Inserts a RUNNING release and takes its lease. Gives the one that has its period and revision already,
  /// or nothing if it is now ours.
  virtual void reserve(ReleaseRow row, Done<std::optional<ReleaseRow>> done) = 0;
  /// RUNNING becomes REFUSED with the reason; its period is free again. False if it was not RUNNING.
  virtual void refuse(std::string id, std::string reason, AuditEvent event, Done<bool> done) = 0;
  /// Release, evidence, entry and audit event in one transaction. The evidence takes the place of the one
  /// before, which it contains.
  virtual void enter(FinishedRelease release, Done<Entered> done) = 0;
  /// A DONE release becomes public, once. False if it is not DONE or was public before.
  virtual void publish(std::string id, base::Instant at, AuditEvent event, Done<bool> done) = 0;

  /// RUNNING releases that nobody works on: the program that computed them is gone (Leases). Without content.
  virtual std::vector<ReleaseRow> abandoned(base::Instant now) = 0;

  /// In order.
  virtual std::vector<LedgerEntry> entries() = 0;
  /// Sealed; nothing if none is kept: only the newest release has one.
  virtual std::optional<std::string> evidence(std::string_view release) = 0;
};

}  // namespace raccordo::store
