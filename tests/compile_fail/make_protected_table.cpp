// refused: ProtectedTable::ProtectedTable.* is private
#include "model/extract.hpp"

namespace {
#ifdef CONTROL
[[maybe_unused]] raccordo::model::ProtectedTable copy(const raccordo::model::ProtectedTable& table) {
  return table;
}
#else
[[maybe_unused]] raccordo::model::ProtectedTable make() { return raccordo::model::ProtectedTable(); }
#endif
}  // namespace
