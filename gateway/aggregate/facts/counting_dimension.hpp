// One dimension of a table with what is needed to count by it. Values only; dimensions.cpp makes them.
#pragma once

#include "aggregate/facts/category_tree.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

struct CountingDimension {
  model::DimensionChoice choice;
  model::TableDimension shown;
  model::StringMap<int> leaf_of;       ///< code of the facts -> category; what is missing is unassigned
  model::StringMap<int> leaf_of_type;  ///< area only: the area of an intervention that names but its type
  int unassigned = 0;                  ///< index of `_U`; `_T` where there is none (month)
  std::vector<int> age_min;            ///< by category: ages below are structural zeros; 0 for none
};

}  // namespace raccordo::aggregate
