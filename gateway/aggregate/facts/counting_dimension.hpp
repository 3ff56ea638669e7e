// One dimension of a table with the data needed to count by it. Values only; made by dimensions.cpp.
#pragma once

#include "aggregate/facts/category_tree.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

struct CountingDimension {
  model::DimensionChoice choice;
  model::TableDimension shown;
  model::StringMap<int> leaf_of;       ///< code of the facts -> category; missing ones are unassigned
  model::StringMap<int> leaf_of_type;  ///< area only: the area of an intervention that has a type but no area
  int unassigned = 0;                  ///< index of `_U`; `_T` if there is none (month)
  std::vector<int> age_min;            ///< by category: ages below are structural zeros; 0 for none
};

}  // namespace raccordo::aggregate
