// refused: no match for .operator<<
#include <iostream>

#include "base/secret.hpp"

namespace {
[[maybe_unused]] void print(const raccordo::base::Secret& secret) {
#ifndef CONTROL
  std::cout << secret;
#endif
  std::cout << secret.empty();
}
}  // namespace
