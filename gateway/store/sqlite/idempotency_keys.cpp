#include "store/interface/process_owner.hpp"
#include "store/sqlite/leases.hpp"
#include "store/sqlite/shared_work.hpp"
#include "store/sqlite/submissions.hpp"

namespace raccordo::store {

std::optional<IdempotencyRow> reserve_named(Connection& db, const KeyName& name, const base::Digest& body,
                                            base::Instant now) {
  const base::Instant moment{lease_time(db, now)};
  {
    auto query = db.query(
        "SELECT body, submission, status, created_at, owner FROM idempotency_keys"
        " WHERE client = ?1 AND source = ?2 AND key = ?3",
        name.client, name.source, name.key);
    if (query.step()) {
      IdempotencyRow row{query.digest(0), query.string(1), static_cast<int>(query.integer(2)),
                         query.instant(3)};
      if (!row.submission.empty()) return row;
      const bool is_old = moment.micros - row.created_at.micros > kReservationLasts;
      const bool abandoned = is_old || (db.is_shared() && is_gone(db, query.string(4)));
      if (!abandoned) return row;
    }
  }
  db.run(
      "INSERT INTO idempotency_keys (client, source, key, body, submission, status, created_at, owner)"
      " VALUES (?1, ?2, ?3, ?4, '', 0, ?5, ?6) ON CONFLICT (client, source, key) DO UPDATE SET"
      " body = excluded.body, submission = '', status = 0, created_at = excluded.created_at,"
      " owner = excluded.owner",
      name.client, name.source, name.key, Blob{base::as_bytes(body)}, moment, this_process());
  return std::nullopt;
}

bool bind_named(Connection& db, const KeyName& name, std::string_view submission, int status) {
  if (db.is_shared()) check_key_is_ours(db, name.client, name.source, name.key);
  return db.change(
             "UPDATE idempotency_keys SET submission = ?4, status = ?5"
             " WHERE client = ?1 AND source = ?2 AND key = ?3",
             name.client, name.source, name.key, submission, static_cast<std::int64_t>(status)) > 0;
}

void release_named(Connection& db, const KeyName& name) {
  if (db.is_shared()) {
    db.run(
        "DELETE FROM idempotency_keys WHERE client = ?1 AND source = ?2 AND key = ?3 AND submission = ''"
        " AND owner = ?4",
        name.client, name.source, name.key, this_process());
    return;
  }
  db.run("DELETE FROM idempotency_keys WHERE client = ?1 AND source = ?2 AND key = ?3 AND submission = ''",
         name.client, name.source, name.key);
}

}  // namespace raccordo::store
