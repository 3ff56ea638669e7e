#include "store/sqlite/records.hpp"

#include <algorithm>

#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/reach.hpp"
#include "store/sqlite/restrictions.hpp"

namespace raccordo::store {
std::vector<std::int64_t> find_records(Connection& db, std::string_view source, std::string_view record_id,
                                       const RecordReach& reach) {
  std::vector<std::int64_t> found;
  auto query = db.query(
      "SELECT no, owner, submission, key_owner FROM records WHERE source = (SELECT no FROM codes WHERE text "
      "= ?1)"
      " AND record_id = ?2 ORDER BY no",
      source, record_id);
  while (query.step()) {
    const auto owner = query.text(1);
    const bool asked = (reach.comune.empty() || owner == reach.comune) && reaches_key(reach, query.text(3));
    if (asked && is_within(db, reach, owner, query.text(2))) found.push_back(query.integer(0));
  }
  return found;
}

namespace {

bool reaches(const RecordReach& reach, std::string_view owner) {
  return (reach.comune.empty() || owner == reach.comune) && reach.comuni.holds(owner);
}

bool is_leftover(Connection& db, std::int64_t record) {
  auto query = db.query(
      "SELECT 1 FROM records WHERE no = ?1 AND owner = '' AND accepted_version IS NULL AND waiting_version IS"
      " NULL",
      record);
  return query.step();
}

/// Contents within reach that await a decision beside another Comune's record of the id.
std::vector<std::int64_t> find_beside(Connection& db, const EraseOrder& order) {
  std::vector<std::int64_t> found;
  auto query = db.query(
      "SELECT r.no, q.owner, r.key_owner FROM records r JOIN quarantine q ON q.record = r.no WHERE q.awaits "
      "<> '' AND"
      " r.source = (SELECT no FROM codes WHERE text = ?1) AND r.record_id = ?2 ORDER BY r.no",
      order.source, order.record_id);
  while (query.step()) {
    const auto no = query.integer(0);
    const bool known = !found.empty() && found.back() == no;
    const bool reached = reaches(order.reach, query.text(1)) && reaches_key(order.reach, query.text(2));
    if (!known && reached) found.push_back(no);
  }
  return found;
}

/// True if one of the contents within reach is of a person whose processing is restricted.
bool covers_restricted(Connection& db, const RecordReach& reach, const std::vector<std::int64_t>& records,
                       const AnonymousOfId& facts) {
  for (const auto record : records) {
    auto query = db.query(
        "SELECT r.owner FROM restrictions x CROSS JOIN identities i"
        " ON substr(i.pseudonym, 1, 8) = substr(x.pseudonym, 1, 8) AND i.pseudonym = x.pseudonym"
        " JOIN facts f ON f.person = i.person JOIN records r ON r.no = f.record WHERE f.record = ?1"
        " UNION ALL SELECT q.owner FROM quarantine q JOIN restrictions x ON x.pseudonym = q.pseudonym"
        " WHERE q.record = ?1",
        record);
    while (query.step()) {
      if (reaches(reach, query.text(0))) return true;
    }
  }
  const auto restricted = restricted_persons(db);
  const auto is_restricted = [&](const AnonymousFact& fact) {
    return std::binary_search(restricted.begin(), restricted.end(), fact.person);
  };
  return std::any_of(facts.beside.begin(), facts.beside.end(), is_restricted) ||
         std::any_of(facts.apart.begin(), facts.apart.end(), is_restricted);
}

/// The body that is part of the record's key; "" if none is.
std::string body_of(Connection& db, std::int64_t record) {
  auto query = db.query("SELECT key_owner FROM records WHERE no = ?1", record);
  return query.step() ? body_of_key(query.text(0)) : std::string();
}

}  // namespace

FoundOfId find_of_id(Connection& db, std::string_view source, std::string_view record_id,
                     const RecordReach& reach) {
  FoundOfId found{find_records(db, source, record_id, reach), {}};
  found.facts = anonymous_of_id(db, source, record_id, reach, found.records);
  if (found.count() > 1) {
    std::erase_if(found.records, [&](std::int64_t record) { return is_leftover(db, record); });
  }
  return found;
}

std::optional<std::int64_t> find_leftover(Connection& db, std::string_view source, std::string_view record_id,
                                          std::string_view client) {
  auto query = db.query(
      "SELECT no, submission FROM records WHERE source = (SELECT no FROM codes WHERE text = ?1)"
      " AND record_id = ?2 AND key_owner = '' AND owner = '' AND accepted_version IS NULL AND waiting_version"
      " IS NULL AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.record = records.no)",
      source, record_id);
  const RecordReach own{model::Comuni::all(), std::string(client), ""};
  if (!query.step() || !is_within(db, own, "", query.text(1))) return std::nullopt;
  return query.integer(0);
}

void drop_refused_of_bodies(Connection& db, std::string_view source, std::string_view record_id,
                            std::string_view client, std::string_view key) {
  std::vector<std::int64_t> refused;
  {
    auto query = db.query(
        "SELECT no FROM records WHERE source = (SELECT no FROM codes WHERE text = ?1) AND record_id = ?2"
        " AND (key_owner = '' OR (key_owner LIKE 'body:%' AND key_owner <> ?4))"
        " AND accepted_version IS NULL AND waiting_version IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.record = records.no)"
        " AND submission IN (SELECT id FROM submissions WHERE client = ?3)",
        source, record_id, client, key);
    while (query.step()) refused.push_back(query.integer(0));
  }
  for (const auto no : refused) {
    db.run("UPDATE issues SET record = NULL WHERE record = ?1", no);
    db.run("DELETE FROM records WHERE no = ?1", no);
  }
}

Erased erase_found(Connection& db, EraseOrder& order, std::int64_t before) {
  auto [found, facts] = find_of_id(db, order.source, order.record_id, order.reach);
  if (found.empty() && facts.apart.empty()) found = find_beside(db, order);
  if (found.size() + facts.apart.size() > 1) return Erased::several;
  if (covers_restricted(db, order.reach, found, facts)) return Erased::restricted;
  const bool open = count_open_submissions(db, order.source, before) > 0;
  const bool nothing = found.empty() && facts.apart.empty();
  if (nothing && !open) return Erased::nothing;
  if (open) {
    const auto& comune = order.reach.comune;
    const bool one = !comune.empty() && order.reach.comuni.holds(comune);
    write_tombstone(db, order.mark, one ? model::Comuni({comune}) : order.reach.comuni, before);
  }
  if (nothing) return Erased::later;
  order.reach.body = found.empty() ? body_of_key(facts.apart.front().key_owner) : body_of(db, found.front());
  TotalsDelta totals;
  if (!found.empty()) {
    erase_contents(
        db, found.front(), [&](const Content& content) { return reaches(order.reach, content.owner); },
        totals);
  }
  const auto leftover = find_leftover(db, order.source, order.record_id, order.reach.client);
  if (leftover) erase_stored(db, *leftover, totals);
  for (const auto& fact : facts.beside) erase_anonymous(db, fact, totals);
  for (const auto& fact : facts.apart) erase_anonymous(db, fact, totals);
  write_totals(db, totals);
  return Erased::done;
}

}  // namespace raccordo::store
