// The values of a person that determine a category of a table: what an exchange swaps. Internal to
// aggregate/: used by the moves.
#pragma once

#include <vector>

#include "aggregate/facts/edit.hpp"
#include "aggregate/layers/cell_space.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/witness/draft.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class CategoryValues {
 public:
  CategoryValues(const CellSpace& space, const Register& people, const PersonCounter& counter)
      : space_(space), people_(people), counter_(counter) {}
  /// What determines the category of a person in a dimension of a table.
  Attribute attribute(std::size_t table, std::size_t dimension) const;
  /// The person's values of the category or one below it, in order of appearance.
  std::vector<AttributeValue> list(std::size_t table, std::size_t dimension, PersonNo person, int category);

 private:
  const CellSpace& space_;
  const Register& people_;
  const PersonCounter& counter_;
  FactColumns dossier_;
};

/// Replaces the person's values by those of `to` in turn, and by the last of these for the rest.
void add_edits(std::vector<Edit>& edits, PersonNo person, Attribute attribute,
               const std::vector<AttributeValue>& values, const std::vector<AttributeValue>& to);

}  // namespace raccordo::aggregate
