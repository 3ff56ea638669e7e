// Determines the result of an arriving record, given the stored one: the newest version wins, an older one
// never overwrites (docs/records.md#versions-and-order). Pure; called by the stores' apply.
#pragma once

#include <cstdint>
#include <optional>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "model/issue.hpp"

namespace raccordo::store {

/// Origin of a version: given by the sender, or the time of receipt because the sender gave none.
enum class VersionOrigin : std::uint8_t { said, receipt };

/// One stored content of a record.
struct HeldContent {
  base::Instant version;
  base::Digest content{};
  std::int64_t seq = 0;  ///< order of receipt: the later received has the greater number
  VersionOrigin origin = VersionOrigin::said;
  base::Instant received_at{};
};

/// Relation of a content to another one. Versions are compared as instants. If both are the same, or neither
/// was given by the sender, the order of receipt decides, without any clock. A version later than its own
/// receipt comes from a clock that is ahead. Two such versions are compared as given; compared with another
/// one it counts as its time of receipt, so that a correction sent after the clock was set right is never
/// older.
enum class Age : std::uint8_t { newer, older_version, received_earlier };
Age age_of(const HeldContent& arriving, const HeldContent& held);

/// The version, or the time of receipt if the version is later than that.
base::Instant counted_version(const HeldContent& content);

struct KnownRecord {
  std::optional<HeldContent> accepted, waiting;
};

struct ArrivingRecord {
  model::Outcome outcome = model::Outcome::rejected;  ///< the result of mapping and checks
  HeldContent held;
};

/// The change of the stored record.
enum class Change {
  none,            ///< change nothing, including the last state
  state_only,      ///< keep contents, store the last state
  keep_accepted,   ///< keep the accepted content: store the state, discard the waiting one
  store_accepted,  ///< replace the accepted content, discard the waiting one
  store_waiting,   ///< replace the waiting content; the accepted content still counts
  store_beneath    ///< replace the accepted content; the waiting one was received later and keeps waiting
};

struct Settlement {
  model::Outcome outcome = model::Outcome::rejected;
  Age age = Age::newer;  ///< why it was not stored, if it was not
  Change change = Change::none;
};

/// The rules, in order:
/// 1. rejected: the last state, unless older than the stored content;
/// 2. older than the newest stored content (accepted or waiting): unchanged, stale;
/// 3. received before the stored content of the same version, but processed after it: unchanged; if only the
/// waiting content was received later, an accepted one is stored and counts until the waiting one is settled;
/// 4. same content as the accepted one: unchanged, a waiting content is discarded;
/// 5. accepted: replaces; 6. quarantined: waits (again).
Settlement settle(const KnownRecord& known, const ArrivingRecord& arriving);

}  // namespace raccordo::store
