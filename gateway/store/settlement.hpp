// Decides what becomes of an arriving record, given what is stored of it: newest version wins, an older one
// never overwrites (contract, section 2, "Outcomes"). Pure; called by the stores' apply.
#pragma once

#include <optional>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "model/issue.hpp"

namespace raccordo::store {

/// One content of a record that the store holds.
struct HeldContent {
  base::Instant version;
  base::Digest content{};
};

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
  store_waiting    ///< replace what waits; the accepted content still counts
};

struct Settlement {
  model::Outcome outcome = model::Outcome::rejected;
  bool stale = false;
  Change change = Change::none;
};

/// The rules, first that fits:
/// 1. rejected: noted as last state unless it is older than what is held;
/// 2. older than the newest content held (accepted or waiting): unchanged, stale;
/// 3. same content as the accepted one: unchanged, whatever waits is out of date;
/// 4. accepted: replaces; 5. quarantined: waits (again).
/// Same version with other content counts as newer: the later received wins.
Settlement settle(const KnownRecord& known, const ArrivingRecord& arriving);

}  // namespace raccordo::store
