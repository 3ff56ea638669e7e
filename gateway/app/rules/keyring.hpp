// Keyring: the two keys of an installation (configuration `keys`), loaded once, with mode and size checked.
#pragma once

#include <memory>

#include "app/rules/config.hpp"
#include "base/digest.hpp"
#include "base/result.hpp"
#include "privacy/keys.hpp"

namespace raccordo::app {

struct Keyring {
  base::Hmac pseudonym;     ///< pseudonyms, keyed record ids, content digests
  privacy::Sealer sealer;   ///< quarantined records, identifiers, spooled bodies
  std::string release_key;  ///< derived from the pseudonym key: repeatable choices in releases
};

/// The fault names the file and what to do (`raccordo keys init`, `chmod 600 FILE`).
base::Result<std::shared_ptr<const Keyring>> load_keyring(const Config& config);

/// Keys of zeros: for the examples of profiles, whose keyed values must be the same everywhere.
std::shared_ptr<const Keyring> example_keyring();

}  // namespace raccordo::app
