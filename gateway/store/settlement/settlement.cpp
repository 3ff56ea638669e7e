#include "store/settlement/settlement.hpp"

namespace raccordo::store {
namespace {

Age age_against(const std::optional<HeldContent>& held, const HeldContent& arriving) {
  return held ? age_of(arriving, *held) : Age::newer;
}

/// A content received before a stored one: it may count until the waiting content is settled, else it is not
/// stored.
Settlement settle_earlier(const KnownRecord& known, const ArrivingRecord& arriving, Age to_accepted) {
  const bool same = known.accepted && known.accepted->content == arriving.held.content;
  if (to_accepted != Age::newer || arriving.outcome != model::Outcome::accepted) {
    return {model::Outcome::unchanged, same ? Age::newer : Age::received_earlier, Change::none};
  }
  if (same) return {model::Outcome::unchanged, Age::newer, Change::none};
  return {model::Outcome::accepted, Age::newer, Change::store_beneath};
}

bool is_ahead(const HeldContent& content) {
  return content.origin == VersionOrigin::said && content.received_at < content.version;
}

}  // namespace

base::Instant counted_version(const HeldContent& content) {
  return is_ahead(content) ? content.received_at : content.version;
}

Age age_of(const HeldContent& arriving, const HeldContent& held) {
  const bool only_receipts =
      arriving.origin == VersionOrigin::receipt && held.origin == VersionOrigin::receipt;
  const bool one_clock_ahead = is_ahead(arriving) != is_ahead(held);
  const auto arrives = one_clock_ahead ? counted_version(arriving) : arriving.version;
  const auto stands = one_clock_ahead ? counted_version(held) : held.version;
  if (!only_receipts && arrives < stands) return Age::older_version;
  if (!only_receipts && stands < arrives) return Age::newer;
  return arriving.seq < held.seq ? Age::received_earlier : Age::newer;
}

Settlement settle(const KnownRecord& known, const ArrivingRecord& arriving) {
  using model::Outcome;
  const auto to_accepted = age_against(known.accepted, arriving.held);
  const auto to_waiting = age_against(known.waiting, arriving.held);
  if (arriving.outcome == Outcome::rejected) {
    const bool newest = to_accepted == Age::newer && to_waiting == Age::newer;
    return {Outcome::rejected, Age::newer, newest ? Change::state_only : Change::none};
  }
  if (to_accepted == Age::older_version || to_waiting == Age::older_version) {
    return {Outcome::unchanged, Age::older_version, Change::none};
  }
  if (to_accepted == Age::received_earlier || to_waiting == Age::received_earlier) {
    return settle_earlier(known, arriving, to_accepted);
  }
  if (known.accepted && known.accepted->content == arriving.held.content) {
    return {Outcome::unchanged, Age::newer, Change::keep_accepted};
  }
  if (arriving.outcome == Outcome::quarantined) {
    return {Outcome::quarantined, Age::newer, Change::store_waiting};
  }
  return {Outcome::accepted, Age::newer, Change::store_accepted};
}

}  // namespace raccordo::store
