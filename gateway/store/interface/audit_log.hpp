// AuditLog: the audit chain as a part of the store: append, list, verify, expire. Reached by
// CaseStore::audit(); called by routes, verbs and background work. Acts that change the store append in their
// own transaction (sqlite/audit.hpp); `append` is for acts that do not. Threads and errors: as CaseStore.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/chains/audit_check.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// Filters of the chain; empty ones select everything.
struct AuditFilter {
  std::string actor, object;
  std::string action;                         ///< prefix: `table.` finds `table.approve`
  std::optional<base::Instant> since, until;  ///< at or after; before
  std::string keyed_object = {};              ///< another form of `object`: a record's keyed name
};

class AuditLog {
 public:
  virtual ~AuditLog() = default;
  /// Appends an act that changes nothing else in the store; returns its number and hash once it is durable.
  virtual void append(AuditEvent event, Done<AuditHead> done) = 0;
  /// Newest first.
  virtual Page<AuditEntry> list(const AuditFilter& filter, std::size_t limit, std::string_view cursor) = 0;
  /// The newest entry's number, hash and time; number 0 if there is none.
  virtual AuditHead head() = 0;
  /// Recomputes the whole chain and compares it with heads that were kept elsewhere, in any order.
  virtual AuditCheck verify(std::vector<AuditHead> heads) = 0;
  /// Deletes the oldest entries, as far as all of them are older than `cutoff`. The number and hash of the
  /// last one are kept as anchor and recorded by `event` (with details `through` and `hash`) at the end of
  /// the chain. Returns how many were deleted; nothing is appended if there were none.
  virtual void expire(base::Instant cutoff, AuditEvent event, Done<std::uint64_t> done) = 0;
};

}  // namespace raccordo::store
