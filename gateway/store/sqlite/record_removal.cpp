#include "store/sqlite/record_removal.hpp"

#include <optional>
#include <string>

#include "store/sqlite/issues.hpp"
#include "store/sqlite/persons.hpp"

namespace raccordo::store {
namespace {

std::optional<std::int64_t> take_person(Connection& db, std::int64_t record) {
  auto query = db.query("SELECT person FROM facts WHERE record = ?1", record);
  return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

}  // namespace

void write_totals(Connection& db, const TotalsDelta& totals) {
  for (const auto& [source, delta] : totals) {
    if (delta.first == 0 && delta.second == 0) continue;
    db.run(
        "INSERT INTO source_totals (source, accepted, waiting) VALUES (?1, ?2, ?3) ON CONFLICT (source)"
        " DO UPDATE SET accepted = accepted + excluded.accepted, waiting = waiting + excluded.waiting",
        source, delta.first, delta.second);
  }
}

bool drop_waiting(Connection& db, std::int64_t record) {
  db.run("DELETE FROM waiting_codes WHERE record = ?1", record);
  return db.run("DELETE FROM quarantine WHERE record = ?1 AND awaits = ''", record) > 0;
}

void erase_stored(Connection& db, std::int64_t record, TotalsDelta& totals) {
  std::int64_t source = 0;
  std::string record_id;
  {
    auto query = db.query(
        "SELECT source, accepted_version IS NOT NULL, waiting_version IS NOT NULL, record_id FROM records"
        " WHERE no = ?1",
        record);
    if (!query.step()) return;
    source = query.integer(0);
    record_id = query.string(3);
    auto& [accepted, waiting] = totals[source];
    accepted -= query.integer(1);
    waiting -= query.integer(2);
  }
  const auto person = take_person(db, record);
  drop_waiting(db, record);
  db.run("DELETE FROM quarantine WHERE record = ?1", record);
  db.run("DELETE FROM facts WHERE record = ?1", record);
  db.run("DELETE FROM bodies WHERE record = ?1", record);
  db.run("DELETE FROM former_bodies WHERE record = ?1", record);
  db.run("DELETE FROM issues WHERE record = ?1", record);
  db.run("DELETE FROM records WHERE no = ?1", record);
  erase_unlinked_issues(db, source, record_id);
  if (person) drop_unused_person(db, *person);
}

}  // namespace raccordo::store
