// Decides what becomes of an arriving record, given what is stored of it: newest version wins, an older one
// never overwrites (docs/records.md#versions-and-order). Pure; called by the stores' apply.
#pragma once

#include <cstdint>
#include <optional>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "model/issue.hpp"

namespace raccordo::store {

/// Where a version comes from: the sender said it, or it stands for the receipt because the sender said none.
enum class VersionOrigin : std::uint8_t { said, receipt };

/// One content of a record that the store holds.
struct HeldContent {
  base::Instant version;
  base::Digest content{};
  std::int64_t seq = 0;  ///< the receipt that it came with: the later received has the greater one
  VersionOrigin origin = VersionOrigin::said;
  base::Instant received_at{};
};

/// How a content stands to another one. Versions are compared as instants. Where both are the same, or
/// neither was said by the sender, the order of receipt decides: no clock has a part in it.
/// A version that lies after its own receipt came from a clock that runs ahead. Two such are compared as
/// said; against one that does not, it counts as its time of receipt, so that a correction sent once the
/// clock is right is never the older one.
enum class Age : std::uint8_t { newer, older_version, received_earlier };
Age age_of(const HeldContent& arriving, const HeldContent& held);

/// The version, or the time of receipt where the sender's clock was ahead of it.
base::Instant counted_version(const HeldContent& content);

struct KnownRecord {
  std::optional<HeldContent> accepted, waiting;
};

struct ArrivingRecord {
  model::Outcome outcome = model::Outcome::rejected;  ///< as mapping and checks gave it
  HeldContent held;
};

/// What to do to the stored record.
enum class Change {
  none,            ///< keep everything, its last state included
  state_only,      ///< keep contents, note the last state
  keep_accepted,   ///< the accepted content stands: note the state, drop what waits
  store_accepted,  ///< replace the accepted content, drop what waits
  store_waiting,   ///< replace what waits; the accepted content still counts
  store_beneath    ///< replace the accepted content; what waits was received later and goes on waiting
};

struct Settlement {
  model::Outcome outcome = model::Outcome::rejected;
  Age age = Age::newer;  ///< why it was passed over, if it was
  Change change = Change::none;
};

/// The rules, first that fits:
/// 1. rejected: noted as last state unless it is older than what is held;
/// 2. version older than that of the newest content held (accepted or waiting): unchanged, stale;
/// 3. received before the content held of the same version, though processed after it: unchanged; but if only
///    what waits was received later, an accepted one counts until that is settled;
/// 4. same content as the accepted one: unchanged, whatever waits is out of date;
/// 5. accepted: replaces; 6. quarantined: waits (again).
Settlement settle(const KnownRecord& known, const ArrivingRecord& arriving);

}  // namespace raccordo::store
