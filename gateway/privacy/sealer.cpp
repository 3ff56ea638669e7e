#include <openssl/evp.h>

#include <atomic>
#include <climits>
#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "privacy/key_bytes.hpp"
#include "privacy/keys.hpp"

namespace raccordo::privacy {
namespace {

constexpr char kForm = 1;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kHeadBytes = 2 + kNonceBytes;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void require(bool done) {
  if (!done) throw base::SystemFault("AES-256-GCM failed in the cryptographic library");
}

Context new_context() {
  Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  require(context != nullptr);
  return context;
}

/// Of a thread: the cipher is fetched once and a key is expanded once, which both cost more than sealing a
/// short text.
struct SealingContext {
  SealingContext() : context(new_context()) {
    require(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, nullptr, nullptr) == 1);
  }
  /// Begins a text under the key of that sealer.
  void begin(std::uint64_t sealer, std::string_view key, std::string_view nonce) {
    const bool is_known = keyed_for == sealer;
    keyed_for = 0;  // if it fails
    require(EVP_EncryptInit_ex(context.get(), nullptr, nullptr, is_known ? nullptr : bytes_of(key),
                               bytes_of(nonce)) == 1);
    keyed_for = sealer;
  }
  Context context;
  std::uint64_t keyed_for = 0;
};

SealingContext& sealing_context() {
  thread_local SealingContext context;
  return context;
}

/// A number that no other sealer of this program has; from 1.
std::uint64_t next_sealer() {
  static std::atomic<std::uint64_t> made{0};
  return ++made;
}

int length_of(std::string_view text) {
  if (text.size() > static_cast<std::size_t>(INT_MAX))
    throw base::SystemFault("a text to seal is over 2 GiB");
  return static_cast<int>(text.size());
}

}  // namespace

class Sealer::Impl {
 public:
  explicit Impl(const base::Secret& key) : key_(key), newest_(generations_of(key)) {
    if (newest_ == 0) throw base::SystemFault("the sealing key is empty");
    --newest_;
  }

  std::string seal(std::string_view plain, std::string_view context) const {
    const auto nonce = base::random_bytes(kNonceBytes);
    std::string head = {kForm, static_cast<char>(newest_)};
    std::string out(plain.size() + kTagBytes, '\0');
    auto& sealing = sealing_context();
    auto* const cipher = sealing.context.get();
    int count = 0;
    sealing.begin(number_, privacy::generation(key_, newest_), nonce);
    // The head is authenticated as well: a changed generation must not open by chance.
    for (const std::string_view part : {std::string_view(head), context}) {
      require(EVP_EncryptUpdate(cipher, nullptr, &count, bytes_of(part), length_of(part)) == 1);
    }
    require(EVP_EncryptUpdate(cipher, bytes_of(out), &count, bytes_of(plain), length_of(plain)) == 1);
    require(EVP_EncryptFinal_ex(cipher, bytes_of(out) + count, &count) == 1);
    require(EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, kTagBytes, out.data() + plain.size()) == 1);
    return head + nonce + out;
  }

  bool is_newest(std::string_view sealed) const {
    return sealed.size() > 1 && static_cast<unsigned char>(sealed[1]) == newest_;
  }
  std::optional<std::string> open(std::string_view sealed, std::string_view context) const {
    if (sealed.size() < kHeadBytes + kTagBytes || sealed[0] != kForm) return std::nullopt;
    const auto number = static_cast<std::size_t>(static_cast<unsigned char>(sealed[1]));
    if (number > newest_) return std::nullopt;
    const auto nonce = sealed.substr(2, kNonceBytes);
    const auto body = sealed.substr(kHeadBytes, sealed.size() - kHeadBytes - kTagBytes);
    std::string tag(sealed.substr(sealed.size() - kTagBytes));
    std::string plain(body.size(), '\0');
    const auto cipher = new_context();
    int count = 0;
    require(EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr,
                               bytes_of(privacy::generation(key_, number)), bytes_of(nonce)) == 1);
    for (const std::string_view part : {sealed.substr(0, 2), context}) {
      require(EVP_DecryptUpdate(cipher.get(), nullptr, &count, bytes_of(part), length_of(part)) == 1);
    }
    require(EVP_DecryptUpdate(cipher.get(), bytes_of(plain), &count, bytes_of(body), length_of(body)) == 1);
    require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1);
    if (EVP_DecryptFinal_ex(cipher.get(), bytes_of(plain) + count, &count) == 1) return plain;
    OPENSSL_cleanse(plain.data(), plain.size());
    return std::nullopt;
  }

  std::size_t generation() const { return newest_ + 1; }

 private:
  base::Secret key_;
  std::size_t newest_;
  std::uint64_t number_ = next_sealer();
};

Sealer::Sealer(const base::Secret& key) : impl_(std::make_unique<Impl>(key)) {}
Sealer::~Sealer() = default;
std::size_t Sealer::generation() const { return impl_->generation(); }
std::string Sealer::seal(std::string_view plain, std::string_view context) const {
  return impl_->seal(plain, context);
}
bool Sealer::is_newest(std::string_view sealed) const { return impl_->is_newest(sealed); }
std::optional<std::string> Sealer::open(std::string_view sealed, std::string_view context) const {
  return impl_->open(sealed, context);
}

}  // namespace raccordo::privacy
