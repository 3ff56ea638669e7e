#include "store/sqlite/persons.hpp"

#include <cstring>
#include <limits>

#include "store/codecs/facts_codec.hpp"
#include "store/sqlite/restrictions.hpp"

namespace raccordo::store {
namespace {

/// Puts values of a fiscal code above any record's version (microseconds stay far below 2^62).
constexpr std::int64_t kFiscalCodeRank = std::int64_t{1} << 62;
constexpr std::int64_t kNeverSaid = std::numeric_limits<std::int64_t>::min();

/// A value and its rank: version, and whether it came from a fiscal code.
struct Said {
  std::int64_t value = 0;
  std::int64_t when = kNeverSaid;
};

bool improve(Said& known, const Said& heard) {
  if (heard.value == 0 || heard.when < known.when) return false;
  const bool changed = heard.value != known.value || heard.when != known.when;
  known = heard;
  return changed;
}

std::int64_t random_key() {
  const auto bytes = base::random_bytes(sizeof(std::int64_t));
  std::int64_t key = 0;
  std::memcpy(&key, bytes.data(), sizeof key);
  return key;
}

std::int64_t add_person(Connection& db, const PersonRow& person, const Said& sex, const Said& birth) {
  const auto no = db.gather_numbered(
      "INSERT INTO persons (random_key, sex, sex_said, birth, birth_said) VALUES (?1, ?2, ?3, ?4, ?5)",
      random_key(), sex.value, sex.when, birth.value, birth.when);
  db.gather("INSERT INTO identities (person, pseudonym, sealed_id) VALUES (?1, ?2, ?3)", no,
            Blob{base::as_bytes(person.pseudonym)}, Blob{person.sealed_id});
  adopt_restriction(db, person);
  return no;
}

/// Gives the anonymous facts of a person without other records a random number without an identity, with sex
/// and year of birth.
void detach_person(Connection& db, std::int64_t person) {
  {
    auto query = db.query("SELECT 1 FROM anonymous_facts WHERE person = ?1 LIMIT 1", person);
    if (!query.step()) return;
  }
  const auto no = random_below_zero();
  // A packed date is year * 512 + month * 32 + day: only the year is kept.
  db.run(
      "INSERT INTO anonymous_persons (no, random_key, sex, birth)"
      " SELECT ?2, random_key, sex, birth / 512 * 512 FROM persons WHERE no = ?1",
      person, no);
  db.run("UPDATE anonymous_facts SET person = ?2 WHERE person = ?1", person, no);
}

}  // namespace

std::int64_t random_below_zero() { return random_key() | std::numeric_limits<std::int64_t>::min(); }

std::int64_t place_person(Connection& db, CodeDictionary& codes, Foresight& ahead, const PersonRow& person,
                          base::Instant version) {
  const auto when = version.micros + (person.from_fiscal_code ? kFiscalCodeRank : 0);
  const std::int64_t sex_no = codes.number(db, person.sex);
  const Said sex{sex_no, sex_no != 0 ? when : kNeverSaid};
  const std::int64_t packed = person.birth_date ? pack_date(*person.birth_date) : 0;
  const Said birth{packed, packed != 0 ? when : kNeverSaid};

  if (ahead.takes_new_person(person.pseudonym)) return add_person(db, person, sex, birth);
  auto query = db.query(
      "SELECT no, sex, sex_said, birth, birth_said FROM identities JOIN persons ON no = person"
      " WHERE substr(pseudonym, 1, 8) = substr(?1, 1, 8) AND pseudonym = ?1",
      Blob{base::as_bytes(person.pseudonym)});
  if (!query.step()) return add_person(db, person, sex, birth);
  const auto no = query.integer(0);
  Said known_sex{query.integer(1), query.integer(2)};
  Said known_birth{query.integer(3), query.integer(4)};
  const bool new_sex = improve(known_sex, sex);
  const bool new_birth = improve(known_birth, birth);
  if (new_sex || new_birth) {
    db.run("UPDATE persons SET sex = ?2, sex_said = ?3, birth = ?4, birth_said = ?5 WHERE no = ?1", no,
           known_sex.value, known_sex.when, known_birth.value, known_birth.when);
  }
  return no;
}

void drop_unused_person(Connection& db, std::int64_t person) {
  {
    auto query = db.query("SELECT 1 FROM facts WHERE person = ?1 LIMIT 1", person);
    if (query.step()) return;
  }
  detach_person(db, person);
  db.run("DELETE FROM identities WHERE person = ?1", person);
  db.run("DELETE FROM persons WHERE no = ?1", person);
}

}  // namespace raccordo::store
