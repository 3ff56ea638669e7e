// refused: deleted function .*code_mask
#include "privacy/code_masking.hpp"

namespace {
[[maybe_unused]] raccordo::model::CodeMask mask_of(const raccordo::base::Hmac& key) {
#ifndef CONTROL
  return raccordo::privacy::code_mask(raccordo::base::Hmac("a key that is gone at once"));
#endif
  return raccordo::privacy::code_mask(key);
}
}  // namespace
