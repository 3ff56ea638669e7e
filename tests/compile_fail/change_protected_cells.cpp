// refused: assignment of member .*hidden
#include "model/extract.hpp"

namespace {
[[maybe_unused]] bool unhide(const raccordo::model::ProtectedTable& table) {
#ifndef CONTROL
  table.cells().front().hidden = false;
#endif
  return table.cells().front().hidden;
}
}  // namespace
