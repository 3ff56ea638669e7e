// AuditCheck: verifies the audit chain. Entries are fed in order of their numbers; the first broken link is
// reported. Pure: knows no database. Called by the stores' AuditLog::verify.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "store/chains/audit_chain.hpp"

namespace raccordo::store {

/// The kind of fault of a link.
enum class AuditFault : std::uint8_t {
  missing,   ///< there is no entry of this number, though one must exist
  changed,   ///< the entry, its hash or the previous entry was changed
  reordered  ///< the entry was written with another number
};
std::string_view to_string(AuditFault fault);

/// The evidence that the link is broken.
enum class AuditWitness : std::uint8_t {
  chain,  ///< the entries themselves
  head,   ///< a head kept elsewhere: in a log, in a release
  anchor  ///< no entry records that the oldest entries expired
};
std::string_view to_string(AuditWitness witness);

struct AuditBreak {
  std::int64_t seq = 0;  ///< the entry that is missing, changed or misplaced
  AuditFault fault = AuditFault::changed;
  AuditWitness witness = AuditWitness::chain;
  std::int64_t written_as = 0;  ///< reordered: the number with which it was written
};

struct AuditCheck {
  std::int64_t first = 0;         ///< number of the oldest entry still stored; 0: none
  std::int64_t entries = 0;       ///< number of valid entries, from the oldest on
  AuditHead head;                 ///< of the last valid entry
  std::size_t heads_agree = 0;    ///< of those given
  std::size_t heads_too_old = 0;  ///< of expired entries
  std::optional<AuditBreak> broken;
};

/// One entry as stored; may be invalid.
struct StoredAuditEntry {
  AuditEntry entry;
  bool readable = true;  ///< false: not in the form in which entries are written
};

class AuditChecker {
 public:
  /// `anchor`: the last expired entry, or nothing. `heads` in any order.
  AuditChecker(std::optional<AuditHead> anchor, std::vector<AuditHead> heads);
  /// The next entry, in order of numbers. False once a link is broken: no more entries are needed.
  bool take(const StoredAuditEntry& stored);
  /// After the last entry.
  AuditCheck finish();

 private:
  bool fail(std::int64_t seq, AuditFault fault, AuditWitness witness);
  void pass_old_heads();
  bool compare_heads();
  bool anchor_is_told() const;

  std::optional<AuditHead> anchor_;
  std::vector<AuditHead> heads_;
  std::size_t next_head_ = 0;
  base::Digest before_{};
  std::int64_t expected_ = 1;
  std::optional<AuditEvent> last_expiry_;
  AuditCheck check_;
};

/// Action of the entry that records expired entries; details `through` and `hash`.
inline constexpr std::string_view kAuditExpired = "audit.expire";

}  // namespace raccordo::store
