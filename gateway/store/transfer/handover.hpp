// Before and after the rows of a copied store: which store it is, whether its rows have arrived, and from
// when on the copy is the store. Called through store/open. Errors: base::SystemFault. Threads: one at a
// time.
#pragma once

#include <cstdint>

#include "store/interface/store_claim.hpp"
#include "store/interface/store_place.hpp"
#include "store/interface/unfinished_copy.hpp"

namespace raccordo::store {

/// The store in `source` as it is now, which must fit its identity file. `claim`: held by the caller.
UnfinishedCopy copy_of(const StorePlace& source, const StoreClaim& claim);
/// The number of the last act of the journal; 0: there was none.
std::int64_t last_act_of(const StorePlace& source);
/// Whether the rows of that copy were committed in `target`: they are there as a whole or not at all.
bool holds_copy(const StorePlace& target, const UnfinishedCopy& copy);
/// Whether the identity file of `source` says already that it is an older copy.
bool is_handed_over(const StorePlace& source, const UnfinishedCopy& copy);
/// The target has entries in its audit that the copy did not bring: that of the copy itself.
bool has_own_entry(const StorePlace& source, const StorePlace& target);
/// From now on the target's identity file names the copy. May be repeated.
void name_copy(const StorePlace& target);
/// From now on the source is refused as an older copy: two stores of one identity would part. May be
/// repeated.
void retire(const StorePlace& source, const StorePlace& target);
/// Whether the folder of a store in PostgreSQL is the one that its gateway uses; a file has no other.
bool has_identity_beside(const StorePlace& source);

}  // namespace raccordo::store
