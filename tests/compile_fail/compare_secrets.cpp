// refused: no match for .operator==
#include "base/secret.hpp"

namespace {
[[maybe_unused]] bool same(const raccordo::base::Secret& left, const raccordo::base::Secret& right) {
#ifndef CONTROL
  return left == right;
#endif
  return left.empty() && right.empty();
}
}  // namespace
