#include "app/rules/keyring.hpp"

namespace raccordo::app {
namespace {

std::shared_ptr<const Keyring> make_keyring(const base::Secret& pseudonym, const base::Secret& sealing) {
  const auto hmac = privacy::hmac_of(pseudonym);
  const auto derived = hmac.compute("release-choices");
  return std::shared_ptr<const Keyring>(
      new Keyring{hmac, privacy::Sealer(sealing), std::string(base::as_bytes(derived))});
}

}  // namespace

base::Result<std::shared_ptr<const Keyring>> load_keyring(const Config& config) {
  const auto pseudonym = privacy::load_key(config.pseudonym_key);
  if (!pseudonym) return pseudonym.error();
  const auto sealing = privacy::load_key(config.sealing_key);
  if (!sealing) return sealing.error();
  if (privacy::share_a_key(*pseudonym, *sealing)) {
    return base::fault(
        "key files " + config.pseudonym_key.string() + " and " + config.sealing_key.string() +
        ": they hold the same key; each must have a key of its own, made with: raccordo keys init");
  }
  return make_keyring(*pseudonym, *sealing);
}

std::shared_ptr<const Keyring> example_keyring() {
  const base::Secret zeros(std::string(32, '\0'));
  return make_keyring(zeros, zeros);
}

}  // namespace raccordo::app
