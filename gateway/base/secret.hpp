// Secret: text that must not be printed, logged or compared by accident (codice fiscale, payloads, keys).
// Anyone may create one; only privacy::SecretOpener (gateway/privacy) can read it.
#pragma once

#include <openssl/crypto.h>

#include <string>
#include <utility>

namespace raccordo::privacy {
class SecretOpener;
}

namespace raccordo::base {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
  Secret& operator=(const Secret&) = default;
  Secret& operator=(Secret&& other) noexcept {
    wipe();
    text_ = std::move(other.text_);
    other.wipe();
    return *this;
  }
  ~Secret() { wipe(); }

  bool empty() const { return text_.empty(); }

 private:
  friend class raccordo::privacy::SecretOpener;
  void wipe() {
    OPENSSL_cleanse(text_.data(), text_.size());
    text_.clear();
  }
  std::string text_;
};

}  // namespace raccordo::base
