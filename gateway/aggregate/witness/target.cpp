#include "aggregate/witness/target.hpp"

#include <algorithm>

namespace raccordo::aggregate {

void Target::aim(CellNo cell, std::span<const PersonNo> barred, std::optional<PersonNo> spared) {
  sought_ = cell;
  look_round(space_.place_of(cell));
  barred_ = barred;
  spared_ = spared;
}

void Target::look_round(CellNo cell) {
  cell_ = cell;
  table_ = space_.table_of(cell);
}

bool Target::may_change(PersonNo person) const {
  return !draft_.changes(person) && person != spared_ &&
         std::find(barred_.begin(), barred_.end(), person) == barred_.end();
}

bool Target::may_help(PersonNo person) const {
  const auto persons = own();
  const bool is_own =
      space_.counted(sought_).persons < static_cast<std::uint32_t>(space_.rules_of(sought_).k) &&
      std::find(persons.begin(), persons.end(), person) != persons.end();
  return !is_own && may_change(person);
}

}  // namespace raccordo::aggregate
