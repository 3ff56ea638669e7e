// AuditLog: the audit chain as a part of the store: appended to, listed, verified, cut where its time is
// over. Reached by CaseStore::audit(); called by routes, verbs and background work. Acts that change the
// store join the chain in their own transaction (sqlite/audit.hpp); `append` is for acts that do not. Threads
// and errors: as CaseStore.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/chains/audit_check.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// What of the chain is asked for; what is empty asks for nothing.
struct AuditFilter {
  std::string actor, object;
  std::string action;                         ///< how it begins: `table.` finds `table.approve`
  std::optional<base::Instant> since, until;  ///< at or after; before
  std::string keyed_object = {};              ///< what else `object` may stand as: a record's keyed name
};

class AuditLog {
 public:
  virtual ~AuditLog() = default;
  /// Appends an act that changes nothing else in the store; gives its number and hash once it is durable.
  virtual void append(AuditEvent event, Done<AuditHead> done) = 0;
  /// Newest first.
  virtual Page<AuditEntry> list(const AuditFilter& filter, std::size_t limit, std::string_view cursor) = 0;
  /// The newest entry's number, hash and time; number 0 if there is none.
  virtual AuditHead head() = 0;
  /// Recomputes the whole chain and holds it against heads that were kept elsewhere, in any order.
  virtual AuditCheck verify(std::vector<AuditHead> heads) = 0;
  /// Takes away the oldest entries, as far as all of them are older than `cutoff`. The last one's number and
  /// hash stay as anchor, and `event` (with details `through` and `hash`) says so at the other end of the
  /// chain. Returns how many went; nothing is appended if none did.
  virtual void expire(base::Instant cutoff, AuditEvent event, Done<std::uint64_t> done) = 0;
};

}  // namespace raccordo::store
