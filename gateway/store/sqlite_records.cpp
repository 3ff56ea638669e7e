#include "store/sqlite_records.hpp"

#include "store/sqlite_anonymous.hpp"
#include "store/sqlite_persons.hpp"
#include "store/sqlite_record_states.hpp"

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

std::vector<std::int64_t> find_records(Connection& db, std::string_view source, std::string_view record_id,
                                       const RecordReach& reach) {
  std::vector<std::int64_t> found;
  auto query = db.query(
      "SELECT no, owner, submission FROM records WHERE source = (SELECT no FROM codes WHERE text = ?1)"
      " AND record_id = ?2 ORDER BY no",
      source, record_id);
  while (query.step()) {
    const auto owner = query.text(1);
    const bool asked = reach.comune.empty() || owner == reach.comune;
    if (asked && is_within(db, reach, owner, query.text(2))) found.push_back(query.integer(0));
  }
  return found;
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

Erased erase_found(Connection& db, const EraseOrder& order) {
  const auto found = find_records(db, order.source, order.record_id, order.reach);
  auto facts = anonymous_of_id(db, order.source, order.record_id, order.reach, found);
  if (found.size() + facts.apart.size() > 1) return Erased::several;
  const bool open = count_open_submissions(db, order.source) > 0;
  const bool nothing = found.empty() && facts.apart.empty();
  if (nothing && !open) return Erased::nothing;
  if (open) {
    const auto& comune = order.reach.comune;
    const bool one = !comune.empty() && order.reach.comuni.holds(comune);
    write_tombstone(db, order.mark, one ? model::Comuni({comune}) : order.reach.comuni);
  }
  if (nothing) return Erased::later;
  TotalsDelta totals;
  if (!found.empty()) erase_stored(db, found.front(), totals);
  for (const auto& fact : facts.beside) erase_anonymous(db, fact, totals);
  for (const auto& fact : facts.apart) erase_anonymous(db, fact, totals);
  write_totals(db, totals);
  return Erased::done;
}

}  // namespace raccordo::store
