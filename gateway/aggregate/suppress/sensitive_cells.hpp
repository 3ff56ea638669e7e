// Which cells of a new release need certificates. Internal to aggregate/.
#pragma once

#include <vector>

#include "aggregate/suppress/search_base.hpp"

namespace raccordo::aggregate {

/// The sensitive cells of the newest layer and the differences that no earlier release certified, the dearest
/// first: cells they force to be hidden can be reused by lower ones.
std::vector<CellNo> find_sensitive(const SearchBase& base);

}  // namespace raccordo::aggregate
