// Reads an enum from a column, so that a damaged row is damage and never a value that no enumerator has.
#pragma once

#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// The column as a number below `count`. StoredDamage if it is another one.
std::size_t stored_number(const Query& query, int column, std::size_t count);

/// `last` is the last enumerator; they count from 0.
template <class Enum>
Enum stored_enum(const Query& query, int column, Enum last) {
  return static_cast<Enum>(stored_number(query, column, static_cast<std::size_t>(last) + 1));
}

}  // namespace raccordo::store
