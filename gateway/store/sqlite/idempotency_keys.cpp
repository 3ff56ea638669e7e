#include "store/sqlite/submissions.hpp"

namespace raccordo::store {

std::optional<IdempotencyRow> reserve_named(Connection& db, const KeyName& name, const base::Digest& body,
                                            base::Instant now) {
  {
    auto query = db.query(
        "SELECT body, submission, status, created_at FROM idempotency_keys"
        " WHERE client = ?1 AND source = ?2 AND key = ?3",
        name.client, name.source, name.key);
    if (query.step()) {
      IdempotencyRow row{query.digest(0), query.string(1), static_cast<int>(query.integer(2)),
                         query.instant(3)};
      const bool abandoned = row.submission.empty() && now.micros - row.created_at.micros > kReservationLasts;
      if (!abandoned) return row;
    }
  }
  db.run(
      "INSERT INTO idempotency_keys (client, source, key, body, submission, status, created_at)"
      " VALUES (?1, ?2, ?3, ?4, '', 0, ?5) ON CONFLICT (client, source, key) DO UPDATE SET"
      " body = excluded.body, submission = '', status = 0, created_at = excluded.created_at",
      name.client, name.source, name.key, Blob{base::as_bytes(body)}, now);
  return std::nullopt;
}

bool bind_named(Connection& db, const KeyName& name, std::string_view submission, int status) {
  return db.change(
             "UPDATE idempotency_keys SET submission = ?4, status = ?5"
             " WHERE client = ?1 AND source = ?2 AND key = ?3",
             name.client, name.source, name.key, submission, static_cast<std::int64_t>(status)) > 0;
}

void release_named(Connection& db, const KeyName& name) {
  db.run("DELETE FROM idempotency_keys WHERE client = ?1 AND source = ?2 AND key = ?3 AND submission = ''",
         name.client, name.source, name.key);
}

}  // namespace raccordo::store
