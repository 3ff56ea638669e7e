// refused: no matching function for call to .render.const .*Table
#include "aggregate/count/group.hpp"
#include "extract/render.hpp"

namespace {
#ifdef CONTROL
using Table = raccordo::model::ProtectedTable;
#else
using Table = raccordo::aggregate::CountedTable;
#endif
[[maybe_unused]] std::string leak(const Table& table) {
  return raccordo::extract::render(table, raccordo::extract::TableFormat::csv);
}
}  // namespace
