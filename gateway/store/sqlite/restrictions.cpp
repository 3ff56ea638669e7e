#include "store/sqlite/restrictions.hpp"

#include "store/sqlite/keepsake_rows.hpp"

namespace raccordo::store {
namespace {

bool holds_content(Connection& db, const base::Digest& pseudonym) {
  auto query = db.query(
      "SELECT EXISTS (SELECT 1 FROM identities WHERE substr(pseudonym, 1, 8) = substr(?1, 1, 8)"
      " AND pseudonym = ?1)"
      " OR EXISTS (SELECT 1 FROM quarantine WHERE pseudonym = ?1)"
      " OR EXISTS (SELECT 1 FROM exchanges WHERE pseudonym = ?1)",
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

bool move_restriction(Connection& db, const base::Digest& before, const base::Digest& now,
                      RenewalInJournal journal) {
  const auto found = read_restriction(db, before);
  if (!found) return false;
  // A restore must know that both are the same: it repeats them by pseudonym, perhaps without the person.
  const auto keep = [&](Keepsake::Kind kind, const base::Digest& mark, const std::string& reason) {
    add_keepsake(db, {0, found->since, kind, mark, model::Comuni::all(), {}, "", found->actor, reason});
  };
  if (journal == RenewalInJournal::told) {
    keep(Keepsake::Kind::lift, before, "the pseudonym was renewed");
    keep(Keepsake::Kind::restrict, now, found->reason);
  }
  db.run(
      "UPDATE restrictions SET pseudonym = ?2 WHERE pseudonym = ?1"
      " AND NOT EXISTS (SELECT 1 FROM restrictions WHERE pseudonym = ?2)",
      Blob{base::as_bytes(before)}, Blob{base::as_bytes(now)});
  db.run("DELETE FROM restrictions WHERE pseudonym = ?1", Blob{base::as_bytes(before)});
  return true;
}

void adopt_restriction(Connection& db, const PersonRow& person) {
  for (const auto& former : person.former) move_restriction(db, former, person.pseudonym);
}

std::int64_t drop_restrictions(Connection& db) {
  return db.change(
      "DELETE FROM restrictions WHERE kept = 0 AND NOT EXISTS"
      " (SELECT 1 FROM identities i WHERE substr(i.pseudonym, 1, 8) = substr(restrictions.pseudonym, 1, 8)"
      " AND i.pseudonym = restrictions.pseudonym)"
      " AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.pseudonym = restrictions.pseudonym)"
      " AND NOT EXISTS (SELECT 1 FROM exchanges e WHERE e.pseudonym = restrictions.pseudonym)");
}

}  // namespace raccordo::store
