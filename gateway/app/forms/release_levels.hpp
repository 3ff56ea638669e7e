// How much of a table is hidden at each level of the territory. Counted from published cells, so it reveals
// nothing more. Printed by release_in_words.cpp.
#pragma once

#include <string>
#include <vector>

#include "model/extract.hpp"

namespace raccordo::app {

struct LevelShare {
  std::string_view level;  ///< all, district, ambito, group, comune, unassigned
  std::size_t cells = 0, hidden = 0;
};

/// The levels that the table has, from the whole territory down; none for a table without territory.
std::vector<LevelShare> hidden_by_level(const model::ProtectedTable& table);

}  // namespace raccordo::app
