#include "aggregate/witness/category_values.hpp"

#include <algorithm>

namespace raccordo::aggregate {

Attribute CategoryValues::attribute(std::size_t table, std::size_t dimension) const {
  const auto& plan = space_.plan(table);
  return attribute_of(plan.dimensions[dimension].choice.dimension, plan.table.definition);
}

std::vector<AttributeValue> CategoryValues::list(std::size_t table, std::size_t dimension, PersonNo person,
                                                 int category) {
  const auto wanted = attribute(table, dimension);
  std::vector<AttributeValue> all;
  people_.copy(person, dossier_);
  list_values(wanted, dossier_, all);
  std::erase_if(all, [&](AttributeValue value) {
    CaseRow item;
    InterventionRow intervention;
    // Age and month are computed from rows with nothing else.
    set_value(wanted, value, item);
    set_value(wanted, value, intervention);
    const auto need = wanted == Attribute::need ? static_cast<model::CodeNo>(value) : 0;
    const int leaf = counter_.counter(table).category(dimension, item, intervention, need);
    return !space_.is_within(table, dimension, leaf, category);
  });
  return all;
}

void add_edits(std::vector<Edit>& edits, PersonNo person, Attribute attribute,
               const std::vector<AttributeValue>& values, const std::vector<AttributeValue>& to) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    edits.push_back({person, attribute, values[i], to[std::min(i, to.size() - 1)]});
  }
}

}  // namespace raccordo::aggregate
