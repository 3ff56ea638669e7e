#include "store/sqlite/stored_enum.hpp"

#include "base/stored_damage.hpp"

namespace raccordo::store {

std::size_t stored_number(const Query& query, int column, std::size_t count) {
  const auto number = query.integer(column);
  if (number < 0 || number >= static_cast<std::int64_t>(count))
    throw base::StoredDamage("database: a stored enumerator has an unknown number");
  return static_cast<std::size_t>(number);
}

}  // namespace raccordo::store
