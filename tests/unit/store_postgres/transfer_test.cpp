// A store moved from SQLite to PostgreSQL and back, row by row. tests/integration/case_store_copy.py plays
// the story of an installation.
#include "store/transfer/transfer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "store/interface/unfinished_copy.hpp"
#include "store/open/store_check.hpp"
#include "store/transfer/handover.hpp"
#include "store/transfer/names.hpp"
#include "store/transfer/postgres_end.hpp"
#include "store/transfer/row_sum.hpp"
#include "store/transfer/sqlite_end.hpp"
#include "unit/store_postgres/database.hpp"

namespace raccordo::store {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

class Transfer : public testing::Test {
 protected:
  std::unique_ptr<StoreClaim> claim(const StorePlace& place) {
    auto taken = StoreClaim::take(place.file, base::system_clock().now());
    if (!taken) throw base::SystemFault(taken.error().message);
    return std::move(*taken);
  }
  Transferred move(const StorePlace& from, const StorePlace& to) {
    const auto from_claim = claim(from);
    const auto to_claim = claim(to);
    const auto done = transfer_store({from, to, from_claim.get(), to_claim.get(),
                                      [&](std::string_view step, std::uint64_t rows, std::uint64_t all) {
                                        EXPECT_LE(rows, all);
                                        steps_ += std::string(step) + " ";
                                      }});
    name_copy(to);
    retire(from, to);
    return done;
  }
  /// More rows than one statement takes, waiting ones, and texts that PostgreSQL does not take as they are.
  void fill(const StorePlace& place) {
    const auto store = open_store({place});
    std::vector<PreparedRecord> records;
    for (int i = 0; i < 150; ++i)
      records.push_back(
          accepted("R" + std::to_string(i), 1, "c" + std::to_string(i), "p" + std::to_string(i)));
    records.push_back(waiting(std::string("W\0\xEF\xBF\xBE", 5), 1, "w"));
    apply_now(*store, submission_row("S1", 1), records);
  }
  static std::string state_of(const StorePlace& place) {
    const auto store = open_store({place});
    std::string out = std::to_string(store->submissions("", 100, "").items.size());
    for (const auto& each : store->source_counts())
      out += " " + std::to_string(each.accepted) + "/" + std::to_string(each.waiting);
    return out;
  }

  PostgresFactory postgres_;
  ScratchFolder folder_;
  StorePlace file_ = folder_.file();
  std::string steps_;
};

TEST_F(Transfer, ThereAndBackKeepsAllRowsAndGoesOnNumbering) {
  fill(file_);
  const auto before = state_of(file_);
  const auto there = move(file_, postgres_.place());
  EXPECT_GT(there.rows, 450U);
  EXPECT_THAT(steps_, HasSubstr("copy copy compare "));
  EXPECT_EQ(state_of(postgres_.place()), before);
  {
    const auto store = open_store({postgres_.place()});
    apply_now(*store, submission_row("S2", 2), {accepted("N", 1, "n", "pn")});
  }
  const auto between = state_of(postgres_.place());
  ScratchFolder other;
  const StorePlace back = other.file();
  EXPECT_GT(move(postgres_.place(), back).rows, there.rows);
  EXPECT_EQ(state_of(back), between);
  const auto store = open_store({back});
  EXPECT_NO_THROW(apply_now(*store, submission_row("S3", 3), {accepted("M", 1, "m", "pm")}));
}

TEST_F(Transfer, TheSourceIsAnOlderCopyAfterwards) {
  fill(file_);
  move(file_, postgres_.place());
  EXPECT_THAT([&] { open_store({file_}); }, ThrowsMessage<base::SystemFault>(HasSubstr("was copied")));
  EXPECT_NO_THROW(open_store({postgres_.place()}));
}

TEST_F(Transfer, AnUnfinishedCopyIsNotOpened) {
  EXPECT_EQ(unfinished_copy(file_), std::nullopt);
  const UnfinishedCopy copy{"0123abcd", 17};
  note_copy(file_, copy);
  EXPECT_EQ(unfinished_copy(file_), copy);
  EXPECT_THAT([&] { open_store({file_}); },
              ThrowsMessage<base::SystemFault>(HasSubstr("has not been finished")));
  EXPECT_THAT(unusable(file_).value_or(""), HasSubstr("unfinished-copy"));
  StoreOptions accepted{file_};
  accepted.identity = StoreOptions::Identity::accepted;
  EXPECT_THROW(open_store(accepted), base::SystemFault) << "no reason helps";
  drop_copy_note(file_);
  EXPECT_NO_THROW(drop_copy_note(file_)) << "it may be repeated";
  EXPECT_NO_THROW(open_store({file_}));
  std::ofstream(file_.file + ".unfinished-copy") << "raccordo copy 1\nidentity";
  EXPECT_THAT([&] { open_store({file_}); }, ThrowsMessage<base::SystemFault>(HasSubstr("is damaged")));
}

TEST_F(Transfer, AUsedTargetIsLeftAsItIs) {
  fill(file_);
  { apply_now(*open_store({postgres_.place()}), submission_row("S9", 9), {accepted("X", 1, "x")}); }
  const auto before = state_of(postgres_.place());
  EXPECT_THAT([&] { move(file_, postgres_.place()); },
              ThrowsMessage<base::SystemFault>(HasSubstr("was used already")));
  EXPECT_EQ(state_of(postgres_.place()), before);
  EXPECT_NO_THROW(open_store({file_})) << "the source is not retired";
}

TEST_F(Transfer, TwoOfAKindAreRefused) {
  ScratchFolder other;
  EXPECT_THAT([&] { move(file_, StorePlace(other.file())); },
              ThrowsMessage<base::SystemFault>(HasSubstr("raccordo backup")));
}

TEST_F(Transfer, AValueOfAnotherTypeEndsIt) {
  fill(file_);
  {
    Connection db(file_, OpenMode::read_write);
    db.execute("UPDATE codes SET text = x'00ff' WHERE no = (SELECT min(no) FROM codes)");
  }
  EXPECT_THAT([&] { move(file_, postgres_.place()); },
              ThrowsMessage<base::SystemFault>(HasSubstr("column text of codes")));
  EXPECT_EQ(state_of(postgres_.place()), "0");
}

TEST(RowSum, DependsOnEachCellAndNotOnTheOrderOfRows) {
  const TransferTable table{"t", {{"a", PgValues::Kind::text}, {"b", PgValues::Kind::text}}, ""};
  const auto row = [](std::string_view a, std::string_view b) {
    return TransferRow{{false, 0, a}, {false, 0, b}};
  };
  const auto sum_of = [&](const std::vector<TransferRow>& rows) {
    RowSum sum;
    for (const auto& each : rows) sum.add(table, each);
    return sum;
  };
  EXPECT_EQ(sum_of({row("x", "y"), row("z", "")}), sum_of({row("z", ""), row("x", "y")}));
  EXPECT_NE(sum_of({row("xy", "")}), sum_of({row("x", "y")}));
  EXPECT_NE(sum_of({row("", "")}), sum_of({TransferRow{{}, {false, 0, ""}}}));
  EXPECT_NE(sum_of({row("x", "y"), row("x", "y")}), sum_of({row("x", "y")}));
}

TEST(TransferNames, MakeOneStatementOfSeveralRows) {
  const TransferTable table{"t", {{"a", PgValues::Kind::text}, {"b", PgValues::Kind::text}}, ""};
  EXPECT_EQ(insertion_of(table, 2), "INSERT INTO t (a, b) VALUES (?, ?), (?, ?)");
}

}  // namespace
}  // namespace raccordo::store
