// The store's own key for the ids of records without a person: random, created once, stored in the store
// sealed by the installation's sealing key. It is never replaced: no rotation of the pseudonym key or of the
// sealing key changes the records it recognises. Called by open_installation.
#pragma once

#include "base/result.hpp"
#include "privacy/keys.hpp"
#include "store/interface/store_keys.hpp"

namespace raccordo::app {

/// Creates the key if the store has none, sets it in the store, and reseals it if an older generation of the
/// sealing key sealed it. The fault says that the sealing key is not this store's.
base::Result<bool> load_record_key(store::StoreKeys& store, const privacy::Sealer& sealer);

}  // namespace raccordo::app
