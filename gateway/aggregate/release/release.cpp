#include "aggregate/release/release.hpp"

#include <algorithm>

namespace raccordo::aggregate {

const model::ProtectedTable* Release::find(std::string_view table_id) const {
  const auto found = std::find_if(tables_.begin(), tables_.end(),
                                  [&](const auto& table) { return table.definition().id == table_id; });
  return found == tables_.end() ? nullptr : &*found;
}

}  // namespace raccordo::aggregate
