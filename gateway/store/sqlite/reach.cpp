#include "store/sqlite/reach.hpp"

#include <algorithm>

namespace raccordo::store {

bool is_within(Connection& db, const RecordReach& reach, std::string_view owner,
               std::string_view submission) {
  if (!owner.empty()) return reach.comuni.holds(owner);
  if (reach.client.empty()) return true;
  auto query = db.query("SELECT 1 FROM submissions WHERE id = ?1 AND client = ?2", submission, reach.client);
  return query.step();
}

bool reaches_key(const RecordReach& reach, std::string_view key) {
  const bool names_body = key.starts_with(kBodyKey);
  const auto body = body_of_key(key);
  if (!reach.body.empty() && (!names_body || body != reach.body)) return false;
  if (reach.bodies.empty() || !names_body) return true;
  return std::find(reach.bodies.begin(), reach.bodies.end(), body) != reach.bodies.end();
}

std::string body_of_key(std::string_view key) {
  return key.starts_with(kBodyKey) ? std::string(key.substr(kBodyKey.size())) : std::string();
}

}  // namespace raccordo::store
