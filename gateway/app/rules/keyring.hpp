// Keyring: the two keys of an installation (configuration `keys`), loaded once, with mode and size checked.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/rules/config.hpp"
#include "base/digest.hpp"
#include "base/result.hpp"
#include "privacy/keys.hpp"

namespace raccordo::app {

/// Of the pseudonym key one generation is in force: the one under which the store has its pseudonyms, usually
/// the newest (`keys rotate pseudonym`).
class Keyring {
 public:
  Keyring(const base::Secret& pseudonym_key, const base::Secret& sealing_key);

  base::Hmac pseudonym;  ///< of the generation in force: pseudonyms of persons, and nothing else
  base::Hmac names;      ///< of the first one, for what must stay as it is: `keyed` values and so the ids of
                         ///< records, names of records in the audit, masks of codes, tombstones of records
  privacy::Sealer sealer;   ///< quarantined records, identifiers, spooled bodies
  std::string release_key;  ///< derived from the first generation: repeatable choices in releases

  /// Of the pseudonym key, oldest first.
  const std::vector<base::Hmac>& generations() const { return generations_; }
  /// The number of the generation in force, from 1.
  std::size_t in_force() const { return in_force_; }
  void put_in_force(std::size_t number);
  /// The generations before the one in force.
  std::span<const base::Hmac> former() const { return {generations_.data(), in_force_ - 1}; }
  /// A digest under `names` as the store keeps it: keyed again with each generation after the first, so that
  /// a rotation can renew it without what it was made of (contents, idempotency keys).
  base::Digest renewed(const base::Digest& digest) const { return renewed(digest, 1, in_force_); }
  /// The same of one that was renewed through generation `from`.
  base::Digest renewed(base::Digest digest, std::size_t from, std::size_t through) const;

 private:
  std::vector<base::Hmac> generations_;
  std::size_t in_force_;
};

/// With the newest generation in force. The fault names the file and what to do (`raccordo keys init`, `chmod
/// 600 FILE`).
base::Result<std::shared_ptr<Keyring>> load_keyring(const Config& config);

/// Keys of zeros: for the examples of profiles, whose keyed values must be the same everywhere.
std::shared_ptr<Keyring> example_keyring();

}  // namespace raccordo::app
