#include "store/sqlite/tombstones.hpp"

#include <algorithm>
#include <string>

#include "store/sqlite/submissions.hpp"

namespace raccordo::store {
namespace {

// The literals 0, 4 and 5 are the open states, as in the index submissions_open.
static_assert(static_cast<int>(model::SubmissionState::processing) == 0);
static_assert(static_cast<int>(model::SubmissionState::received) == 4);
static_assert(static_cast<int>(model::SubmissionState::waiting) == 5);

bool reaches(const Tombstone& tombstone, std::string_view owner) {
  return tombstone.comuni.empty() || owner.empty() ||
         tombstone.comuni.find(" " + std::string(owner) + " ") != std::string::npos;
}

}  // namespace

std::string list_of(const model::Comuni& comuni) {
  if (comuni.is_all()) return "";
  std::string list = " ";
  for (const auto& code : comuni.codes()) list += code + " ";
  return list;
}

std::vector<Tombstone> tombstones_for(Connection& db, std::int64_t receipt) {
  std::vector<Tombstone> found;
  auto query = db.query("SELECT mark, comuni FROM tombstones WHERE through >= ?1", receipt);
  while (query.step()) found.push_back({query.digest(0), query.string(1)});
  return found;
}

bool is_erased(const std::vector<Tombstone>& tombstones, const PreparedRecord& record) {
  return std::any_of(tombstones.begin(), tombstones.end(), [&](const Tombstone& each) {
    const auto& person = record.person;
    const bool is_meant =
        each.mark == record.mark || each.mark == person.pseudonym ||
        std::find(person.former.begin(), person.former.end(), each.mark) != person.former.end();
    return is_meant && reaches(each, record.owner);
  });
}

std::uint64_t count_open_submissions(Connection& db, std::string_view source, std::int64_t before) {
  auto query = db.query(
      "SELECT count(*) FROM submissions WHERE (state IN (0, 4, 5) OR spool <> '') AND (?1 = '' OR source = "
      "?1) AND seq < ?2",
      source, before);
  query.step();
  return static_cast<std::uint64_t>(query.integer(0));
}

void write_tombstone(Connection& db, const base::Digest& mark, const model::Comuni& comuni,
                     std::int64_t before) {
  db.run("INSERT INTO tombstones (mark, through, comuni) VALUES (?1, ?2, ?3)", Blob{base::as_bytes(mark)},
         std::min(last_receipt(db), before - 1), list_of(comuni));
}

std::int64_t drop_tombstones(Connection& db) {
  return db.change(
      "DELETE FROM tombstones WHERE through < ifnull((SELECT min(seq) FROM submissions"
      " WHERE state IN (0, 4, 5) OR spool <> ''), 9223372036854775807)");
}

}  // namespace raccordo::store
