// The person of a sealed row of the store: pseudonyms recomputed from the sealed identifier, for a rotation
// of the pseudonym key and for a restore. Called by app/backup.
#pragma once

#include <optional>
#include <vector>

#include "app/rules/keyring.hpp"
#include "store/interface/store_keys.hpp"

namespace raccordo::app {

/// The pseudonyms of the person under each generation of the key, oldest first. Nothing if the row does not
/// open, or if its identifier does not give the row's pseudonym under the generation in force: what is
/// computed is never a guess.
std::optional<std::vector<base::Digest>> pseudonyms_of(const store::SealedRow& row, const Keyring& keys);

}  // namespace raccordo::app
