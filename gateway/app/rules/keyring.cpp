#include "app/rules/keyring.hpp"

#include "store/open/store_check.hpp"

namespace raccordo::app {
namespace {

/// Whether the store was written with keys; one that cannot be read counts as such.
bool has_keys(const store::StorePlace& store) {
  try {
    const auto checks = store::read_key_checks(store);
    return checks && !checks->empty();
  } catch (const base::SystemFault&) {
    return true;
  }
}

/// A missing key of an existing store is restored: `keys init` would rightly refuse to make another.
base::Result<base::Secret> load_one(const std::filesystem::path& file, const Config& config) {
  std::error_code ignored;
  if (!std::filesystem::exists(std::filesystem::symlink_status(file, ignored)) && has_keys(config.place())) {
    return base::fault("key file " + file.string() + ": it is missing, but the store " +
                       config.place().shown() +
                       " was written with it; restore the key file from its backup. No other key opens it");
  }
  return privacy::load_key(file);
}

}  // namespace

Keyring::Keyring(const base::Secret& pseudonym_key, const base::Secret& sealing_key)
    : pseudonym(privacy::hmac_of(pseudonym_key)),
      names(privacy::hmacs_of(pseudonym_key).front()),
      sealer(sealing_key),
      release_key(base::as_bytes(names.compute("release-choices"))),
      generations_(privacy::hmacs_of(pseudonym_key)),
      in_force_(generations_.size()) {}

void Keyring::put_in_force(std::size_t number) {
  pseudonym = generations_.at(number - 1);
  in_force_ = number;
}

base::Digest Keyring::renewed(base::Digest digest, std::size_t from, std::size_t through) const {
  for (auto i = from; i < through; ++i) digest = generations_[i].compute(base::as_bytes(digest));
  return digest;
}

base::Result<std::shared_ptr<Keyring>> load_keyring(const Config& config) {
  const auto pseudonym = load_one(config.pseudonym_key, config);
  if (!pseudonym) return pseudonym.error();
  const auto sealing = load_one(config.sealing_key, config);
  if (!sealing) return sealing.error();
  if (privacy::share_a_key(*pseudonym, *sealing)) {
    return base::fault(
        "key files " + config.pseudonym_key.string() + " and " + config.sealing_key.string() +
        ": they hold the same key; each must have a key of its own, made with: raccordo keys init");
  }
  return std::make_shared<Keyring>(*pseudonym, *sealing);
}

std::shared_ptr<Keyring> example_keyring() {
  const base::Secret zeros(std::string(32, '\0'));
  return std::make_shared<Keyring>(zeros, zeros);
}

}  // namespace raccordo::app
