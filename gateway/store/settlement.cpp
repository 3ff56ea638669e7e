#include "store/settlement.hpp"

namespace raccordo::store {
namespace {

bool is_older(const KnownRecord& known, base::Instant version) {
  return (known.accepted && version < known.accepted->version) ||
         (known.waiting && version < known.waiting->version);
}

}  // namespace

Settlement settle(const KnownRecord& known, const ArrivingRecord& arriving) {
  using model::Outcome;
  const bool older = is_older(known, arriving.held.version);
  if (arriving.outcome == Outcome::rejected) {
    return {Outcome::rejected, false, older ? Change::none : Change::state_only};
  }
  if (older) return {Outcome::unchanged, true, Change::none};
  if (known.accepted && known.accepted->content == arriving.held.content) {
    return {Outcome::unchanged, false, Change::keep_accepted};
  }
  if (arriving.outcome == Outcome::quarantined) return {Outcome::quarantined, false, Change::store_waiting};
  return {Outcome::accepted, false, Change::store_accepted};
}

}  // namespace raccordo::store
