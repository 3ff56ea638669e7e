#include "store/sqlite/erasure.hpp"

#include <algorithm>
#include <limits>

#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/exchange_origins.hpp"
#include "store/sqlite/exchange_rows.hpp"
#include "store/sqlite/record_removal.hpp"
#include "store/sqlite/restrictions.hpp"
#include "store/sqlite/tombstones.hpp"

namespace raccordo::store {

/// Numbers of the person's records above `after` (of anonymous facts below 0), at most `limit` of each
/// pseudonym.
std::set<std::int64_t> numbers_of(Connection& db, const std::vector<base::Digest>& pseudonyms,
                                  std::int64_t after, std::int64_t limit) {
  std::set<std::int64_t> numbers;
  for (const auto& pseudonym : pseudonyms) {
    auto query = db.query(
        "SELECT f.record FROM identities i JOIN facts f ON f.person = i.person"
        " WHERE substr(i.pseudonym, 1, 8) = substr(?1, 1, 8) AND i.pseudonym = ?1"
        " AND f.record > ?2 UNION SELECT a.no FROM identities i JOIN anonymous_facts a ON a.person = i.person"
        " WHERE substr(i.pseudonym, 1, 8) = substr(?1, 1, 8) AND i.pseudonym = ?1 AND a.no > ?2"
        " UNION SELECT q.record FROM quarantine q WHERE q.pseudonym = ?1 AND q.record > ?2"
        " ORDER BY 1 LIMIT ?3",
        Blob{base::as_bytes(pseudonym)}, after, limit);
    while (query.step()) numbers.insert(query.integer(0));
  }
  return numbers;
}

SubjectErasure erase_person_of(Connection& db, const std::vector<base::Digest>& pseudonyms,
                               const model::Comuni& comuni, ErasureNames* names) {
  SubjectErasure erased;
  TotalsDelta totals;
  erased.open_submissions = count_open_submissions(db, "");
  if (erased.open_submissions > 0) {
    for (const auto& pseudonym : pseudonyms) write_tombstone(db, pseudonym, comuni);
  }
  constexpr std::int64_t kBeforeAll = std::numeric_limits<std::int64_t>::min();
  for (const auto no : numbers_of(db, pseudonyms, kBeforeAll, std::numeric_limits<std::int64_t>::max())) {
    if (no < 0) {
      const auto fact = read_anonymous(db, no);
      if (!fact || !comuni.holds(fact->owner)) continue;
      if (names != nullptr) names->note_anonymous(no);
      erase_anonymous(db, *fact, totals);
      ++erased.records;
      continue;
    }
    // Only contents of this person: another person's content beside it is kept.
    const auto is_of_person = [&](const Content& content) {
      return content.person && comuni.holds(content.owner) &&
             std::find(pseudonyms.begin(), pseudonyms.end(), *content.person) != pseudonyms.end();
    };
    if (names != nullptr) names->note(no, owners_of(db, no, is_of_person));
    const auto taken = erase_contents(db, no, is_of_person, totals);
    if (taken.contents == 0) continue;
    ++erased.records;
    erased.waiting += taken.waiting;
    erased.issues += taken.issues;
  }
  write_totals(db, totals);
  for (const auto& pseudonym : pseudonyms) {
    erased.exchanges += erase_exchanges_of(db, pseudonym, comuni);
    if (comuni.is_all()) erase_origins_of(db, pseudonym);
  }
  erased.restrictions = static_cast<std::uint64_t>(drop_restrictions(db));
  return erased;
}

}  // namespace raccordo::store
