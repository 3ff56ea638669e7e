// The person of a sealed row of the store: pseudonyms recomputed from the sealed identifier, for a rotation
// of the pseudonym key and for a restore. Called by app/backup.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/rules/keyring.hpp"
#include "store/interface/store_keys.hpp"

namespace raccordo::app {

/// An identifier as it may have entered a pseudonym.
struct KnownAs {
  model::IdType type = model::IdType::fiscal_code;
  base::Secret id;
};

/// The pseudonyms of the person under each generation of the key, oldest first, by the first of these
/// identifiers that gives the row's pseudonym under the generation in force; nothing if none does: what is
/// computed is never a guess.
std::optional<std::vector<base::Digest>> pseudonyms_of(const store::SealedRow& row,
                                                       const std::vector<KnownAs>& identifiers,
                                                       const Keyring& keys);
/// The same of a person or a waiting record, whose sealed text holds the identifier; nothing if it does not
/// open.
std::optional<std::vector<base::Digest>> pseudonyms_of(const store::SealedRow& row, const Keyring& keys);

/// An identifier in whatever way the rules of its source read it.
std::vector<KnownAs> readings_of(std::string_view identifier, const std::vector<std::string>& key_parts);

}  // namespace raccordo::app
