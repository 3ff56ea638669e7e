#include "store/sqlite/reach.hpp"

namespace raccordo::store {

bool is_within(Connection& db, const RecordReach& reach, std::string_view owner,
               std::string_view submission) {
  if (!owner.empty()) return reach.comuni.holds(owner);
  if (reach.client.empty()) return true;
  auto query = db.query("SELECT 1 FROM submissions WHERE id = ?1 AND client = ?2", submission, reach.client);
  return query.step();
}

}  // namespace raccordo::store
