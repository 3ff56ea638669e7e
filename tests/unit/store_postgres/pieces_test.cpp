// Pieces of many records: PostgreSQL gets them in other statements than SQLite (foresight, gathered rows),
// and must hold the same.
#include <gtest/gtest.h>

#include <random>

#include "store/interface/records.hpp"
#include "unit/store_postgres/database.hpp"

namespace raccordo::store {
namespace {

using model::Outcome;

/// Records as systems send them on bad days: ids and persons again and again, of several Comuni, mapped,
/// waiting (a code twice), rejected, and with ids that PostgreSQL's texts do not take.
class Sender {
 public:
  explicit Sender(unsigned seed) : random_(seed) {}
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }

  PreparedRecord record(std::uint64_t number) {
    const auto id =
        below(25) == 0 ? std::string("z\0", 2) + std::to_string(below(3)) : "r" + std::to_string(below(60));
    const auto version = static_cast<std::int64_t>(below(40));
    const auto content = "c" + std::to_string(below(4));
    auto made = accepted(id, version, content, "p" + std::to_string(below(30)));
    if (below(5) == 0) made = waiting(id, version, content, "W" + std::to_string(below(3)));
    if (below(12) == 0) made = rejected(id, version);
    if (made.outcome == Outcome::quarantined && below(2) == 0)
      made.waiting.push_back({"intervention", "W1", "twice"});
    made.number = number;
    for (auto& issue : made.issues) issue.record = number;
    made.has_version = below(4) != 0;
    made.per_owner = is_per_owner_;
    made.owner = below(3) == 0 ? "016024" : "016198";
    made.coded = {{"intervention", 1, 1}};
    made.seal = [content] { return "sealed:" + content; };
    return made;
  }
  std::vector<PreparedRecord> piece() {
    std::vector<PreparedRecord> records;
    const auto size = 1 + below(below(3) == 0 ? 3 : 60);
    for (std::uint64_t number = 1; number <= size; ++number) records.push_back(record(number));
    return records;
  }
  void key_by_owner() { is_per_owner_ = true; }

 private:
  std::mt19937 random_;
  bool is_per_owner_ = false;
};

std::string in_words(const std::vector<AppliedRecord>& all) {
  std::string out;
  for (const auto& each : all) {
    out += std::to_string(each.number) + " " + std::to_string(static_cast<int>(each.outcome)) +
           std::to_string(static_cast<int>(each.age));
    for (const auto& issue : each.issues) out += " " + std::string(model::to_string(issue.code));
    out += '\n';
  }
  return out;
}

/// What became of the piece; a whole one with a rejected record changes nothing.
std::string apply(CaseStore& store, ApplyRequest request) {
  try {
    return in_words(apply_now(store, std::move(request)));
  } catch (const RecordsRefused& rejected) {
    return "nothing stored\n" + in_words(rejected.applied);
  }
}

/// Every row of a question, a line each.
std::string rows_of(Connection& db, Sql sql, int columns) {
  std::string out;
  auto query = db.query(sql);
  while (query.step()) {
    for (int column = 0; column < columns; ++column)
      out += query.is_null(column) ? "-|" : query.string(column) + "|";
    out += '\n';
  }
  return out;
}

/// What is stored, without numbers and random keys, which differ.
std::string contents(const StorePlace& place) {
  Connection db(place, OpenMode::read_only);
  std::string out =
      rows_of(db,
              "SELECT record_id, key_owner, CAST(outcome AS TEXT), CAST(version AS TEXT), submission, "
              "CAST(number AS TEXT), owner,"
              " CAST(accepted_version AS TEXT), accepted_digest, CAST(waiting_version AS TEXT), "
              "waiting_digest, CAST(seq AS TEXT),"
              " CAST(accepted_timed AS TEXT), accepted_submission FROM records ORDER BY record_id, key_owner",
              14);
  out += rows_of(db,
                 "SELECT r.record_id, r.key_owner, i.pseudonym, i.sealed_id, CAST(p.birth AS TEXT), "
                 "CAST(p.birth_said AS TEXT), b.body"
                 " FROM records r JOIN facts f ON f.record = r.no JOIN persons p ON p.no = f.person"
                 " JOIN identities i ON i.person = p.no JOIN bodies b ON b.record = r.no ORDER BY "
                 "r.record_id, r.key_owner",
                 7);
  out += rows_of(db, "SELECT CAST(count(*) AS TEXT) FROM persons", 1);
  out += rows_of(db,
                 "SELECT r.record_id, r.key_owner, q.owner, q.awaits, q.submission, CAST(q.first_seen AS "
                 "TEXT), q.sealed_fields"
                 " FROM quarantine q JOIN records r ON r.no = q.record ORDER BY r.record_id, r.key_owner, "
                 "q.owner, q.awaits",
                 7);
  out += rows_of(db,
                 "SELECT r.record_id, r.key_owner, w.tbl, w.code, w.label FROM waiting_codes w JOIN records "
                 "r ON r.no = w.record"
                 " ORDER BY r.record_id, r.key_owner, w.tbl, w.code",
                 5);
  out +=
      rows_of(db,
              "SELECT s.id, CAST(i.seq AS TEXT), r.record_id, CAST(i.outcome AS TEXT), i.issue FROM issues i"
              " JOIN submissions s ON s.no = i.submission LEFT JOIN records r ON r.no = i.record ORDER BY "
              "s.id, i.seq",
              5);
  return out;
}

class Pieces : public testing::TestWithParam<unsigned> {
 protected:
  PostgresFactory postgres_;
  ScratchFolder folder_;
};

TEST_P(Pieces, PostgresHoldsWhatSqliteHolds) {
  const auto in_database = postgres_.open();
  const auto in_file = open_store({folder_.file()});
  Sender sender(GetParam());
  if (GetParam() % 2 == 1) sender.key_by_owner();
  for (int turn = 0; turn < 12; ++turn) {
    ApplyRequest request;
    request.submission = submission_row("S" + std::to_string(turn), turn);
    request.records = sender.piece();
    request.whole = sender.below(4) == 0;
    auto same = request;
    const auto said = apply(*in_database, std::move(request));
    ASSERT_EQ(said, apply(*in_file, std::move(same))) << "turn " << turn;
  }
  EXPECT_EQ(contents(postgres_.place()), contents({folder_.file()}));
}

INSTANTIATE_TEST_SUITE_P(Seeds, Pieces, testing::Range(0U, 24U));

}  // namespace
}  // namespace raccordo::store
