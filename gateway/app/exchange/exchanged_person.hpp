// The person of a sealed exchange: pseudonyms recomputed from the sealed case, for a rotation of the
// pseudonym key and for a restore. Called by app/backup.
#pragma once

#include <optional>
#include <vector>

#include "app/rules/keyring.hpp"
#include "store/interface/store_keys.hpp"

namespace raccordo::app {

/// As pseudonyms_of (app/ingest/sealed_person), for rows of the kind exchange_case.
std::optional<std::vector<base::Digest>> pseudonyms_of_exchange(const store::SealedRow& row,
                                                                const Keyring& keys);

}  // namespace raccordo::app
