#include "privacy/passphrase.hpp"

#include <openssl/evp.h>

#include <fstream>
#include <string>

#include "base/plain_file.hpp"
#include "privacy/key_bytes.hpp"
#include "privacy/keys.hpp"

namespace raccordo::privacy {
namespace {

constexpr std::size_t kLeastCharacters = 12;
constexpr std::size_t kMostCharacters = 1024;
constexpr std::uint64_t kMostMemory = std::uint64_t{1} << 30;

}  // namespace

base::Result<base::Secret> load_passphrase(const std::filesystem::path& file) {
  const auto where = "passphrase file " + file.string() + ": ";
  if (const auto wrong = base::fault_of_file(file)) return base::fault(where + *wrong);
  std::string line;
  {
    std::ifstream in(file, std::ios::binary);
    if (!in || !std::getline(in, line)) return base::fault(where + "it cannot be read, or is empty");
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  const auto size = line.size();
  base::Secret passphrase(line);
  OPENSSL_cleanse(line.data(), line.size());
  if (size < kLeastCharacters || size > kMostCharacters)
    return base::fault(where + "its first line must have 12 to 1024 characters");
  return passphrase;
}

base::Secret key_of_passphrase(const base::Secret& passphrase, std::string_view salt,
                               const ScryptCost& cost) {
  const auto text = SecretOpener::open(passphrase, SecretOpener::Purpose::seal);
  std::string key(kKeyBytes, '\0');
  const int done = EVP_PBE_scrypt(
      text.data(), text.size(), reinterpret_cast<const unsigned char*>(salt.data()), salt.size(), cost.n,
      cost.r, cost.p, kMostMemory, reinterpret_cast<unsigned char*>(key.data()), key.size());
  base::Secret secret(key);
  OPENSSL_cleanse(key.data(), key.size());
  if (done != 1) throw base::SystemFault("scrypt failed: its cost is not allowed, or memory is short");
  return secret;
}

}  // namespace raccordo::privacy
