#include "store/chains/audit_check.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace raccordo::store {
namespace {

constexpr std::array<std::string_view, 3> kFaults = {"missing", "changed", "reordered"};
constexpr std::array<std::string_view, 3> kWitnesses = {"chain", "head", "anchor"};

std::string_view detail(const AuditEvent& event, const std::string& name) {
  const auto found = event.details.find(name);
  return found == event.details.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

std::string_view to_string(AuditFault fault) { return kFaults[static_cast<std::size_t>(fault)]; }
std::string_view to_string(AuditWitness witness) { return kWitnesses[static_cast<std::size_t>(witness)]; }

AuditChecker::AuditChecker(std::optional<AuditHead> anchor, std::vector<AuditHead> heads)
    : anchor_(anchor), heads_(std::move(heads)) {
  std::sort(heads_.begin(), heads_.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
  if (!anchor_) return;
  before_ = anchor_->hash;
  expected_ = anchor_->seq + 1;
  check_.head = *anchor_;
  pass_old_heads();
}

bool AuditChecker::fail(std::int64_t seq, AuditFault fault, AuditWitness witness) {
  check_.broken = AuditBreak{seq, fault, witness, 0};
  return false;
}

/// Entries before the anchor are unknown; the anchor itself is known.
void AuditChecker::pass_old_heads() {
  while (next_head_ < heads_.size() && heads_[next_head_].seq < anchor_->seq) ++next_head_;
  check_.heads_too_old = next_head_;
  compare_heads();
}

bool AuditChecker::compare_heads() {
  for (; next_head_ < heads_.size() && heads_[next_head_].seq <= check_.head.seq; ++next_head_) {
    const auto& head = heads_[next_head_];
    if (head.hash != check_.head.hash) return fail(head.seq, AuditFault::changed, AuditWitness::head);
    ++check_.heads_agree;
  }
  return true;
}

bool AuditChecker::take(const StoredAuditEntry& stored) {
  const auto& entry = stored.entry;
  if (check_.broken) return false;
  if (entry.seq != expected_) return fail(expected_, AuditFault::missing, AuditWitness::chain);
  if (!stored.readable || chain_hash(before_, entry.seq, entry.event) != entry.hash) {
    return fail(entry.seq, AuditFault::changed, AuditWitness::chain);
  }
  if (check_.entries++ == 0) check_.first = entry.seq;
  check_.head = {entry.seq, entry.hash, entry.event.at};
  before_ = entry.hash;
  ++expected_;
  if (entry.event.action == kAuditExpired) last_expiry_ = entry.event;
  return compare_heads();
}

bool AuditChecker::anchor_is_told() const {
  if (!anchor_) return !last_expiry_;
  return last_expiry_ && detail(*last_expiry_, "through") == std::to_string(anchor_->seq) &&
         detail(*last_expiry_, "hash") == base::to_hex(base::as_bytes(anchor_->hash));
}

AuditCheck AuditChecker::finish() {
  if (check_.broken) return check_;
  if (!anchor_is_told()) {
    fail(anchor_ ? anchor_->seq : expected_ - 1, AuditFault::missing, AuditWitness::anchor);
  } else if (next_head_ < heads_.size()) {
    fail(expected_, AuditFault::missing, AuditWitness::head);
  }
  return check_;
}

}  // namespace raccordo::store
