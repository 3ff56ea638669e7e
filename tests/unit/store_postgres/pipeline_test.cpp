// Statements that are sent without waiting for their answers: none is lost, and each failure is thrown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/unreachable.hpp"
#include "unit/store_postgres/database.hpp"

namespace raccordo::store {
namespace {

class Pipeline : public testing::Test {
 protected:
  Pipeline() { factory_.open(); }
  void add(std::string_view text) { db_.run("INSERT INTO codes (text) VALUES (?1)", text); }
  std::int64_t count(std::string_view like) {
    auto query = db_.query("SELECT count(*) FROM codes WHERE text LIKE ?1", like);
    return query.step() ? query.integer(0) : -1;
  }

  PostgresFactory factory_;
  Connection db_{factory_.place(), OpenMode::read_write};
};

TEST_F(Pipeline, AFailureIsThrownByTheNextQuestion) {
  db_.begin_writing();
  add("pipe-1");
  EXPECT_NO_THROW(add("pipe-1")) << "only sent";
  add("pipe-2");
  EXPECT_THROW(count("pipe-%"), base::SystemFault);
  db_.roll_back();
  db_.begin_writing();
  add("pipe-1");
  EXPECT_EQ(count("pipe-%"), 1);
  db_.commit();
}

TEST_F(Pipeline, AFailureIsThrownByTheCommitAtTheLatest) {
  db_.begin_writing();
  add("pipe-1");
  add("pipe-1");
  EXPECT_THROW(db_.commit(), base::SystemFault);
  db_.roll_back();
  EXPECT_EQ(count("pipe-%"), 0);
  db_.begin_writing();
  add("pipe-1");
  add("pipe-1");
  EXPECT_THROW(db_.settle(), base::SystemFault);
  EXPECT_NO_THROW(db_.settle()) << "it is thrown once";
  db_.roll_back();
}

TEST_F(Pipeline, UndoneStatementsFailNobody) {
  db_.begin_writing();
  add("pipe-1");
  db_.run("SAVEPOINT job");
  add("pipe-2");
  add("pipe-1");
  add("pipe-3");
  db_.undo("ROLLBACK TO job");
  db_.run("RELEASE job");
  add("pipe-4");
  db_.commit();
  EXPECT_EQ(count("pipe-%"), 2);
}

TEST_F(Pipeline, LargeValuesAndManyStatementsAllArrive) {
  db_.begin_writing();
  const std::string large(300'000, 'x');
  for (int i = 0; i < 2'000; ++i) {
    db_.run("INSERT INTO wrapped_keys (name, sealed) VALUES (?1, ?2)", "pipe-" + std::to_string(i),
            Blob{i % 100 == 0 ? std::string_view(large) : "small"});
  }
  db_.commit();
  auto query = db_.query("SELECT count(*), sum(length(sealed)) FROM wrapped_keys WHERE name LIKE 'pipe-%'");
  ASSERT_TRUE(query.step());
  EXPECT_EQ(query.integer(0), 2'000);
  EXPECT_EQ(query.integer(1), 20 * 300'000 + 1'980 * 5);
}

TEST_F(Pipeline, NumbersAreGivenOnceAndAscend) {
  std::set<std::int64_t> numbers;
  for (int round = 0; round < 3; ++round) {
    db_.begin_writing();
    std::int64_t last = 0;
    for (int i = 0; i < 400; ++i) {
      const auto text = "pipe-" + std::to_string(round) + "-" + std::to_string(i);
      const auto number = db_.insert("INSERT INTO codes (text) VALUES (?1)", text);
      EXPECT_GT(number, last);
      last = number;
      EXPECT_TRUE(numbers.insert(number).second);
      if (i % 150 == 0) {
        auto query = db_.query("SELECT no FROM codes WHERE text = ?1", text);
        ASSERT_TRUE(query.step());
        EXPECT_EQ(query.integer(0), number);
      }
    }
    round == 1 ? db_.roll_back() : db_.commit();
  }
  EXPECT_EQ(count("pipe-%"), 800);
}

TEST_F(Pipeline, GatheredRowsAreThereForTheNextQuestionAndInOrder) {
  db_.begin_writing();
  std::int64_t last = 0;
  for (int i = 0; i < 1'300; ++i) {
    const auto number =
        db_.gather_numbered("INSERT INTO codes (text) VALUES (?1)", "pipe-" + std::to_string(i));
    EXPECT_GT(number, last);
    last = number;
    if (i == 700) {
      EXPECT_EQ(count("pipe-%"), 701);
    }
  }
  auto query = db_.query("SELECT text FROM codes WHERE no = ?1", last);
  ASSERT_TRUE(query.step());
  EXPECT_EQ(query.text(0), "pipe-1299");
  db_.commit();
  EXPECT_EQ(count("pipe-%"), 1'300);
}

TEST_F(Pipeline, GatheredValuesArriveAsTheyAre) {
  const std::string zero("a\0b", 3), bytes("\0\xFF\x01", 3), large(400'000, 'x');
  db_.begin_writing();
  db_.gather("INSERT INTO wrapped_keys (name, sealed) VALUES (?1, ?2)", "pipe-" + zero, Blob{bytes});
  db_.gather("INSERT INTO wrapped_keys (name, sealed) VALUES (?1, ?2)", "pipe-large", Blob{large});
  db_.gather("INSERT INTO wrapped_keys (name, sealed) VALUES (?1, ?2)", "pipe-empty", Blob{""});
  db_.commit();
  auto query =
      db_.query("SELECT name, sealed FROM wrapped_keys WHERE name LIKE 'pipe-%' ORDER BY length(sealed)");
  std::vector<std::pair<std::string, std::string>> found;
  while (query.step()) found.emplace_back(query.string(0), query.string(1));
  EXPECT_EQ(found, (std::vector<std::pair<std::string, std::string>>{
                       {"pipe-empty", ""}, {"pipe-" + zero, bytes}, {"pipe-large", large}}));
}

TEST_F(Pipeline, AGatheredRowThatFailsFailsTheCommitAndUndoneOnesFailNobody) {
  db_.begin_writing();
  db_.gather("INSERT INTO codes (text) VALUES (?1)", "pipe-1");
  db_.gather("INSERT INTO codes (text) VALUES (?1)", "pipe-1");
  EXPECT_THROW(db_.commit(), base::SystemFault);
  db_.roll_back();
  db_.begin_writing();
  db_.gather("INSERT INTO codes (text) VALUES (?1)", "pipe-1");
  db_.run("SAVEPOINT job");
  db_.gather("INSERT INTO codes (text) VALUES (?1)", "pipe-1");
  db_.undo("ROLLBACK TO job");
  db_.run("RELEASE job");
  db_.commit();
  EXPECT_EQ(count("pipe-%"), 1);
  db_.begin_writing();
  db_.gather("INSERT INTO codes (text) VALUES (?1)", "pipe-2");
  db_.roll_back();
  db_.begin_writing();
  db_.commit();
  EXPECT_EQ(count("pipe-%"), 1) << "what was gathered before is forgotten with its transaction";
}

TEST_F(Pipeline, ALostConnectionLosesWhatWasOnlySent) {
  db_.begin_writing();
  add("pipe-1");
  db_.settle();
  add("pipe-2");
  server().sql("postgres",
               "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'raccordo'");
  add("pipe-3");
  EXPECT_THROW(db_.commit(), base::Unreachable);
  EXPECT_THROW(add("pipe-4"), base::Unreachable) << "nothing runs outside of the transaction";
  db_.begin_writing();
  EXPECT_EQ(count("pipe-%"), 0);
  db_.commit();
}

}  // namespace
}  // namespace raccordo::store
