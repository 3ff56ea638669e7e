#include "base/text.hpp"
#include "privacy/keys.hpp"

namespace raccordo::privacy {

base::Digest pseudonym_of(const base::Hmac& key, model::IdType type, std::string_view source,
                          const base::Secret& id) {
  std::string input(to_string(type));
  input += '|';
  if (type == model::IdType::local) {
    input += source;
    input += '|';
  }
  input += base::to_upper_ascii(SecretOpener::open(id, SecretOpener::Purpose::pseudonymise));
  const auto digest = key.compute(input);
  OPENSSL_cleanse(input.data(), input.size());
  return digest;
}

}  // namespace raccordo::privacy
