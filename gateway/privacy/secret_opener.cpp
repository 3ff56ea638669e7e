#include "base/result.hpp"
#include "privacy/key_bytes.hpp"
#include "privacy/keys.hpp"

namespace raccordo::privacy {

std::string_view SecretOpener::open(const base::Secret& secret, Purpose) { return secret.text_; }

std::size_t generations_of(const base::Secret& key) {
  return SecretOpener::open(key, SecretOpener::Purpose::seal).size() / kKeyBytes;
}

std::string_view generation(const base::Secret& key, std::size_t index) {
  const auto bytes = SecretOpener::open(key, SecretOpener::Purpose::seal);
  if (index >= bytes.size() / kKeyBytes) throw base::SystemFault("the key has no such generation");
  return bytes.substr(index * kKeyBytes, kKeyBytes);
}

std::string_view newest_generation(const base::Secret& key) {
  const auto count = generations_of(key);
  if (count == 0) throw base::SystemFault("the key is empty");
  return generation(key, count - 1);
}

}  // namespace raccordo::privacy
