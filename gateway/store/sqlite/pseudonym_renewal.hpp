// Renewal of everything that is kept under the pseudonym key (StoreKeys::renew_pseudonyms). Runs in one job
// of the writer.
#pragma once

#include "store/interface/store_keys.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

RenewedPseudonyms renew_pseudonyms(Connection& db, const PseudonymRenewal& renewal);

}  // namespace raccordo::store
