// refused: text_. is private within this context
#include "base/secret.hpp"

namespace {
[[maybe_unused]] bool read(const raccordo::base::Secret& secret) {
#ifndef CONTROL
  return secret.text_.empty();
#endif
  return secret.empty();
}
}  // namespace
