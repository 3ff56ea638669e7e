#include "store/sqlite/snapshot.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "base/stop.hpp"
#include "base/stored_damage.hpp"
#include "store/codecs/facts_codec.hpp"
#include "store/interface/replays.hpp"
#include "store/sqlite/restrictions.hpp"

namespace raccordo::store {
namespace {

constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();
/// Processing of this person's data is restricted: the person's cases are left out.
constexpr std::uint32_t kRestricted = kNobody - 1;

std::size_t as_index(std::int64_t no) { return static_cast<std::size_t>(no); }

/// Dictionary number -> number in the set's own pool.
std::vector<model::CodeNo> read_codes(Connection& db, model::CodePool& pool) {
  std::vector<model::CodeNo> numbers{0};
  auto query = db.query("SELECT no, text FROM codes ORDER BY no");
  while (query.step()) {
    numbers.resize(as_index(query.integer(0)) + 1);
    numbers.back() = pool.intern(query.text(1));
  }
  return numbers;
}

/// Person number -> index into `persons`.
struct PersonIndexes {
  std::vector<std::uint32_t> named;                          ///< by number, which is above 0
  std::unordered_map<std::int64_t, std::uint32_t> nameless;  ///< numbers below 0
  std::uint32_t find(std::int64_t no) const {
    if (no >= 0) return as_index(no) < named.size() ? named[as_index(no)] : kNobody;
    const auto found = nameless.find(no);
    return found == nameless.end() ? kNobody : found->second;
  }
};

PersonIndexes read_persons(Connection& db, const std::vector<model::CodeNo>& codes,
                           std::vector<model::PersonFacts>& persons) {
  PersonIndexes indexes;
  const auto restricted = restricted_persons(db);
  auto query = db.query(
      "SELECT no, random_key, sex, birth FROM persons"
      " UNION ALL SELECT no, random_key, sex, birth FROM anonymous_persons ORDER BY no");
  while (query.step()) {
    const auto no = query.integer(0);
    const auto index = static_cast<std::uint32_t>(persons.size());
    if (no < 0) {
      indexes.nameless.emplace(no, index);
    } else {
      indexes.named.resize(as_index(no) + 1, kNobody);
      const bool counts = !std::binary_search(restricted.begin(), restricted.end(), no);
      indexes.named.back() = counts ? index : kRestricted;
      if (!counts) continue;
    }
    persons.push_back({codes.at(as_index(query.integer(2))), unpack_date(query.integer(3)),
                       static_cast<std::uint64_t>(query.integer(1))});
  }
  return indexes;
}

std::size_t accepted_total(Connection& db) {
  auto query = db.query("SELECT coalesce(sum(accepted), 0) FROM source_totals");
  query.step();
  return as_index(query.integer(0));
}

}  // namespace

model::FactSet read_snapshot(Connection& db) {
  model::FactSet set;
  const auto codes = read_codes(db, set.codes);
  const auto total = accepted_total(db);
  set.persons.reserve(total);
  const auto persons = read_persons(db, codes, set.persons);
  set.cases.reserve(total);
  const auto take = [&](Query query) {
    while (query.step()) {
      base::stop_point();
      const auto person = persons.find(query.integer(0));
      if (person == kNobody) throw base::StoredDamage("database: a stored case has no person");
      if (person == kRestricted) continue;
      set.cases.push_back(decode_facts(query.text(1), codes));
      set.cases.back().person = person;
    }
  };
  take(db.query("SELECT person, facts FROM facts ORDER BY record"));
  take(db.query("SELECT person, facts FROM anonymous_facts ORDER BY no"));
  return set;
}

std::optional<Unsettled> read_unsettled(Connection& db) {
  {
    // A paused task first: it does not end by waiting.
    auto query = db.query(
        "SELECT state, id, source, tbl FROM replays WHERE kind = ?1 AND state IN (?2, ?3, ?4)"
        " ORDER BY state = ?4 DESC, no LIMIT 1",
        static_cast<std::int64_t>(ReplayKind::stored), static_cast<std::int64_t>(ReplayState::queued),
        static_cast<std::int64_t>(ReplayState::processing), static_cast<std::int64_t>(ReplayState::paused));
    if (query.step()) {
      const bool paused = query.integer(0) == static_cast<std::int64_t>(ReplayState::paused);
      return Unsettled{paused ? Unsettled::Kind::paused : Unsettled::Kind::remap, query.string(1),
                       query.string(2), query.string(3)};
    }
  }
  auto query = db.query("SELECT 1 FROM overtaken LIMIT 1");
  if (!query.step()) return std::nullopt;
  return Unsettled{Unsettled::Kind::overtaken, "", "", ""};
}

SettledSnapshot read_settled_snapshot(Connection& db) {
  SettledSnapshot snapshot;
  snapshot.unsettled = read_unsettled(db);
  if (snapshot.unsettled) return snapshot;
  {
    auto query = db.query("SELECT source, tbl, version FROM table_versions WHERE state = ?1",
                          static_cast<std::int64_t>(VersionState::active));
    while (query.step()) {
      snapshot.versions[{query.string(0), query.string(1)}] = static_cast<std::int32_t>(query.integer(2));
    }
  }
  snapshot.facts = read_snapshot(db);
  return snapshot;
}

}  // namespace raccordo::store
