// refused: Release::Release.* is private
#include "aggregate/release/release.hpp"

namespace {
#ifdef CONTROL
[[maybe_unused]] raccordo::aggregate::Release copy(const raccordo::aggregate::Release& release) {
  return release;
}
#else
[[maybe_unused]] raccordo::aggregate::Release make() { return raccordo::aggregate::Release(); }
#endif
}  // namespace
