#include "store/sqlite/repetition.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/erasure.hpp"
#include "store/sqlite/exchange_rows.hpp"
#include "store/sqlite/keepsake_rows.hpp"
#include "store/sqlite/record_removal.hpp"
#include "store/sqlite/releases.hpp"

namespace raccordo::store {
namespace {

/// Records and facts of the store by their digest; only those that an act names.
class Found {
 public:
  struct Row {
    std::int64_t no = 0;
    std::string key;
  };

  Found(Connection& db, const std::vector<Keepsake>& acts) {
    for (const auto& act : acts) {
      for (const auto& each : act.records) rows_[each.digest];
    }
    if (rows_.empty()) return;
    auto records = db.query("SELECT no, source, record_id, key_owner FROM records");
    while (records.step()) {
      const auto digest = db.names().digest_of(records.integer(1), records.text(2));
      if (digest) add(*digest, {records.integer(0), records.string(3)});
    }
    auto facts = db.query("SELECT no, digest, key_owner FROM anonymous_facts");
    while (facts.step()) add(facts.digest(1), {facts.integer(0), facts.string(2)});
  }

  /// A row without key was written before its source had keys: it may be the one that is meant.
  std::vector<std::int64_t> of(const ErasedRecord& erased) const {
    std::vector<std::int64_t> numbers;
    for (const auto& row : rows_.at(erased.digest)) {
      if (row.key == erased.key || row.key.empty()) numbers.push_back(row.no);
    }
    return numbers;
  }

 private:
  void add(const base::Digest& digest, Row row) {
    const auto wanted = rows_.find(digest);
    if (wanted != rows_.end()) wanted->second.push_back(std::move(row));
  }

  std::map<base::Digest, std::vector<Row>> rows_;
};

void erase_again(Connection& db, const Found& found, const ErasedRecord& erased, TotalsDelta& totals) {
  for (const auto no : found.of(erased)) {
    if (no < 0) {
      const auto fact = read_anonymous(db, no);
      if (fact) erase_anonymous(db, *fact, totals);
      continue;
    }
    if (erased.owners.empty()) {
      erase_stored(db, no, totals);
      continue;
    }
    erase_contents(
        db, no,
        [&](const Content& content) {
          return std::find(erased.owners.begin(), erased.owners.end(), content.owner) != erased.owners.end();
        },
        totals);
  }
}

void erase_records(Connection& db, const Found& found, const Keepsake& act) {
  TotalsDelta totals;
  for (const auto& erased : act.records) {
    // Of a person the contents within a record of others are found by the pseudonym.
    if (act.kind == Keepsake::Kind::erase_record || erased.owners.empty())
      erase_again(db, found, erased, totals);
  }
  write_totals(db, totals);
  if (act.kind == Keepsake::Kind::erase_person) erase_person_of(db, {act.mark}, act.comuni);
}

void repeat_act(Connection& db, const Found& found, const Keepsake& act) {
  switch (act.kind) {
    case Keepsake::Kind::erase_record:
    case Keepsake::Kind::erase_person:
      return erase_records(db, found, act);
    case Keepsake::Kind::restrict:
      db.run(
          "INSERT INTO restrictions (pseudonym, since, actor, reason, kept) VALUES (?1, ?2, ?3, ?4, 1)"
          " ON CONFLICT (pseudonym) DO NOTHING",
          Blob{base::as_bytes(act.mark)}, act.at, act.actor, act.reason);
      return;
    case Keepsake::Kind::lift:
      db.run("DELETE FROM restrictions WHERE pseudonym = ?1", Blob{base::as_bytes(act.mark)});
      return;
    case Keepsake::Kind::publish:
      publish_release(db, act.object, act.at);
      return;
    case Keepsake::Kind::release:
      return;
    case Keepsake::Kind::end_exchange:
      if (const auto state = parse_exchange_state(act.reason)) repeat_end(db, act.object, *state, act.at);
      return;
  }
}

}  // namespace

void repeat_acts(Connection& db, const std::vector<Keepsake>& acts, const std::vector<AuditEvent>& events) {
  const Found found(db, acts);
  std::int64_t last = 0;
  for (const auto& act : acts) {
    repeat_act(db, found, act);
    last = std::max(last, act.n);
  }
  for (const auto& event : events) append_audit(db, event);
  drop_keepsakes(db, last);
}

}  // namespace raccordo::store
