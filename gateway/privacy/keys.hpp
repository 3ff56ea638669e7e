// Key files, keyed pseudonyms and sealed payloads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "model/case_record.hpp"

namespace raccordo::privacy {

/// Reads a key file: 32 random bytes per generation, newest last (32 or 64 bytes...), mode 0600 and owned by
/// the user. The fault names the file and what to do.
base::Result<base::Secret> load_key(const std::filesystem::path& file);
/// Creates a new key file of 32 random bytes, mode 0600; never overwrites.
base::Result<bool> create_key(const std::filesystem::path& file);

/// Why no generation can be appended to the file, and what to do; nothing if one can be.
std::optional<std::string> fault_of_appending(const std::filesystem::path& file);
/// Appends a generation of random bytes, durably and as a whole: the file is written beside, with its mode,
/// and takes the place of the old one. A link stays one. One program at a time.
base::Result<bool> append_generation(const std::filesystem::path& file);

/// True if a generation of one key file is also one of the other.
bool share_a_key(const base::Secret& left, const base::Secret& right);

/// 32-byte keyed pseudonym of a person: HMAC-SHA256 of `id_type|ID` (upper case; `local|source|id`).
/// Omocodic letters are never turned back into digits.
base::Digest pseudonym_of(const base::Hmac& key, model::IdType type, std::string_view source,
                          const base::Secret& id);

/// AES-256-GCM with a random 96-bit nonce; `context` is authenticated (source, record id, purpose), so that a
/// sealed text cannot be moved elsewhere. Form: version byte, key generation byte, nonce, ciphertext, tag.
class Sealer {
 public:
  /// `key` as load_key gives it. The last generation seals; all open.
  explicit Sealer(const base::Secret& key);
  ~Sealer();
  std::string seal(std::string_view plain, std::string_view context) const;
  /// Nothing if it was changed, or belongs to another context or an unknown key.
  std::optional<std::string> open(std::string_view sealed, std::string_view context) const;
  /// The number of the generation that seals, from 1.
  std::size_t generation() const;
  /// False if an older generation of the key sealed it.
  bool is_newest(std::string_view sealed) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Makes the HMAC of a loaded pseudonym key (its last generation).
base::Hmac hmac_of(const base::Secret& key);
/// Those of all its generations, oldest first.
std::vector<base::Hmac> hmacs_of(const base::Secret& key);

/// The only reader of secrets outside this folder; each use names its reason.
class SecretOpener {
 public:
  enum class Purpose {
    print_decoded_record,
    check_identity,
    seal,
    pseudonymise,
    authorised_search,
    hand_to_other_body
  };
  static std::string_view open(const base::Secret& secret, Purpose purpose);
};

}  // namespace raccordo::privacy
