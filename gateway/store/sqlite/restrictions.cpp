#include "store/sqlite/restrictions.hpp"

namespace raccordo::store {
namespace {

bool holds_content(Connection& db, const base::Digest& pseudonym) {
  auto query = db.query(
      "SELECT EXISTS (SELECT 1 FROM identities WHERE substr(pseudonym, 1, 8) = substr(?1, 1, 8)"
      " AND pseudonym = ?1)"
      " OR EXISTS (SELECT 1 FROM quarantine WHERE pseudonym = ?1)",
      Blob{base::as_bytes(pseudonym)});
  query.step();
  return query.integer(0) != 0;
}

}  // namespace

std::optional<Restriction> read_restriction(Connection& db, const base::Digest& pseudonym) {
  auto query = db.query("SELECT since, actor, reason FROM restrictions WHERE pseudonym = ?1",
                        Blob{base::as_bytes(pseudonym)});
  if (!query.step()) return std::nullopt;
  return Restriction{query.instant(0), query.string(1), query.string(2)};
}

RestrictionChange change_restriction(Connection& db, const base::Digest& pseudonym, RestrictionStep step,
                                     const AuditEvent& event) {
  using Result = RestrictionChange::Result;
  auto before = read_restriction(db, pseudonym);
  if (!before && !holds_content(db, pseudonym)) return {};
  if (before.has_value() == (step == RestrictionStep::restrict)) return {Result::already, before};
  if (step == RestrictionStep::lift) {
    db.run("DELETE FROM restrictions WHERE pseudonym = ?1", Blob{base::as_bytes(pseudonym)});
    return {Result::done, before};
  }
  db.run("INSERT INTO restrictions (pseudonym, since, actor, reason) VALUES (?1, ?2, ?3, ?4)",
         Blob{base::as_bytes(pseudonym)}, event.at, event.actor, event.reason);
  return {Result::done, Restriction{event.at, event.actor, event.reason}};
}

std::vector<std::int64_t> restricted_persons(Connection& db) {
  std::vector<std::int64_t> persons;
  auto query = db.query(
      "SELECT i.person FROM restrictions r CROSS JOIN identities i"
      " ON substr(i.pseudonym, 1, 8) = substr(r.pseudonym, 1, 8) AND i.pseudonym = r.pseudonym"
      " ORDER BY 1");
  while (query.step()) persons.push_back(query.integer(0));
  return persons;
}

std::int64_t drop_restrictions(Connection& db) {
  return db.run(
      "DELETE FROM restrictions WHERE kept = 0 AND NOT EXISTS"
      " (SELECT 1 FROM identities i WHERE substr(i.pseudonym, 1, 8) = substr(restrictions.pseudonym, 1, 8)"
      " AND i.pseudonym = restrictions.pseudonym)"
      " AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.pseudonym = restrictions.pseudonym)");
}

}  // namespace raccordo::store
