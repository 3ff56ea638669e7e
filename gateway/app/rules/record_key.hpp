// The store's own key for the ids of records whose person retention has taken away: random, made once, kept
// in the store sealed by the installation's sealing key, and never computed anew: neither a rotation of the
// pseudonym key nor of the sealing key changes what it recognises. Called by open_installation.
#pragma once

#include "base/result.hpp"
#include "privacy/keys.hpp"
#include "store/interface/store_keys.hpp"

namespace raccordo::app {

/// Makes the key if the store has none, hands it to the store, and seals it anew if an older generation of
/// the sealing key sealed it. The fault says that the sealing key is not this store's.
base::Result<bool> load_record_key(store::StoreKeys& store, const privacy::Sealer& sealer);

}  // namespace raccordo::app
