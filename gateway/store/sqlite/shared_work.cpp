#include "store/sqlite/shared_work.hpp"

#include <string>
#include <vector>

#include "store/interface/process_owner.hpp"
#include "store/sqlite/leases.hpp"

namespace raccordo::store {

bool is_gone(Connection& db, std::string_view process) {
  if (process == this_process()) return false;
  if (presence_of(process) == Presence::gone) return true;
  auto query =
      db.query("SELECT 1 FROM nodes WHERE owner = ?1 AND until > ?2 LIMIT 1", process, lease_time(db, {}));
  return !query.step();
}

void check_key_is_ours(Connection& db, std::string_view client, std::string_view source,
                       std::string_view key) {
  auto query = db.query(
      "SELECT 1 FROM idempotency_keys WHERE client = ?1 AND source = ?2 AND key = ?3 AND owner = ?4 LIMIT 1",
      client, source, key, this_process());
  if (!query.step())
    throw base::SystemFault("database: another node has taken the idempotency key of this request");
}

void check_body_is_here(Connection& db, std::string_view body) {
  auto query = db.query("SELECT 1 FROM spool_bodies WHERE id = ?1 AND complete = 1", body);
  if (!query.step()) throw base::SystemFault("database: the body of this submission is no longer there");
}

bool may_note(Connection& db, const BodyNote& note) {
  const auto name = submission_lease(note.submission);
  if (take_lease(db, name, {})) return false;
  if (note.state != model::SubmissionState::processing) end_lease(db, name);
  return true;
}

std::uint64_t recover_shared(Connection& db) {
  static_assert(static_cast<int>(model::SubmissionState::processing) == 0);
  std::vector<std::string> left;
  {
    auto query = db.query("SELECT id FROM submissions WHERE state = 0 AND spool = ''");
    while (query.step()) left.push_back(query.string(0));
  }
  std::erase_if(left, [&](const std::string& id) { return lease_is_held(db, submission_lease(id), {}); });
  for (const auto& id : left) {
    db.run("UPDATE submissions SET state = ?2 WHERE id = ?1", id,
           static_cast<std::int64_t>(model::SubmissionState::failed));
    end_lease(db, submission_lease(id));
  }
  std::vector<std::string> owners;
  {
    auto query = db.query("SELECT DISTINCT owner FROM idempotency_keys WHERE submission = ''");
    while (query.step()) owners.push_back(query.string(0));
  }
  for (const auto& owner : owners) {
    if (is_gone(db, owner))
      db.run("DELETE FROM idempotency_keys WHERE submission = '' AND owner = ?1", owner);
  }
  return left.size();
}

}  // namespace raccordo::store
