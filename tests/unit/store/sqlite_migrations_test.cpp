// Opening files: new, old, newer, foreign, damaged; and the modes of the files written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <fstream>

#include "store/open/open_store.hpp"
#include "store/sqlite/migrations.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

constexpr std::array kSteps{Migration{"0001_a.sql", "CREATE TABLE a (n)"},
                            Migration{"0002_b.sql", "CREATE TABLE b (n); INSERT INTO a VALUES (1)"}};
constexpr std::array kBroken{kSteps[0],
                             Migration{"0002_b.sql", "CREATE TABLE b (n); INSERT INTO nowhere VALUES (1)"}};

std::int64_t number(Connection& db, Sql sql) {
  auto query = db.query(sql);
  query.step();
  return query.integer(0);
}

std::string fault_of_opening(const std::string& file) {
  try {
    open_store({file});
  } catch (const base::SystemFault& fault) {
    return fault.what();
  }
  return "";
}

TEST(Migrations, RunOnceInOrder) {
  const ScratchFolder folder;
  Connection db(folder.file(), OpenMode::read_write);
  migrate(db, std::span(kSteps).first(1));
  EXPECT_EQ(number(db, "PRAGMA user_version"), 1);
  migrate(db, kSteps);
  migrate(db, kSteps);
  EXPECT_EQ(number(db, "PRAGMA user_version"), 2);
  EXPECT_EQ(number(db, "SELECT count(*) FROM a"), 1);
}

TEST(Migrations, FailedStepKeepsTheOldSchema) {
  const ScratchFolder folder;
  Connection db(folder.file(), OpenMode::read_write);
  EXPECT_THROW(migrate(db, kBroken), base::SystemFault);
  EXPECT_EQ(number(db, "PRAGMA user_version"), 1);
  EXPECT_EQ(number(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), 0);
  migrate(db, kSteps);
  EXPECT_EQ(number(db, "SELECT count(*) FROM b"), 0);
}

TEST(Migrations, HaveUniqueConsecutiveNumbers) {
  int last = 0;
  for (const auto& each : sqlite_schema()) {
    const int number = std::stoi(std::string(each.name).substr(0, 4));
    EXPECT_GT(number, last) << each.name;
    last = number;
  }
  EXPECT_GT(last, 0);
}

TEST(OpenSqlite, RefusesTheFileOfANewerProgram) {
  const ScratchFolder folder;
  open_store({folder.file()});
  Connection(folder.file(), OpenMode::read_write).execute("PRAGMA user_version = 9999");
  EXPECT_THAT(fault_of_opening(folder.file()), testing::HasSubstr("schema version 9999"));
}

TEST(OpenSqlite, RefusesTheFileOfAnotherProgram) {
  const ScratchFolder folder;
  Connection(folder.file(), OpenMode::read_write).execute("CREATE TABLE theirs (n)");
  EXPECT_THAT(fault_of_opening(folder.file()), testing::HasSubstr("another program"));
}

TEST(OpenSqlite, RefusesAFileThatIsNotADatabase) {
  const ScratchFolder folder;
  std::ofstream(folder.file()) << std::string(10'000, 'x');
  EXPECT_THAT(fault_of_opening(folder.file()), testing::HasSubstr("no database of Raccordo"));
}

TEST(OpenSqlite, RefusesATruncatedDatabase) {
  const ScratchFolder folder;
  open_store({folder.file()});
  std::filesystem::resize_file(folder.file(), std::filesystem::file_size(folder.file()) / 2);
  try {
    const auto store = open_store({folder.file()});
    apply_now(*store, submission_row("S1", 1), {accepted("A", 1, "a")});
    store->snapshot();
    FAIL() << "an incomplete database was opened";
  } catch (const base::SystemFault& fault) {
    EXPECT_THAT(fault.what(), testing::HasSubstr("the file is damaged"));
  }
}

TEST(OpenSqlite, NamesAMissingFolder) {
  EXPECT_THAT(fault_of_opening("/nonexistent/raccordo.db"), testing::HasSubstr("/nonexistent/raccordo.db"));
}

TEST(OpenSqlite, FilesAreReadableByTheOwnerOnly) {
  const ScratchFolder folder;
  std::ofstream(folder.file()).close();
  ::chmod(folder.file().c_str(), 0644);
  const auto store = open_store({folder.file()});
  apply_now(*store, submission_row("S1", 1), {accepted("A", 1, "a")});
  for (const auto* end : {"", "-wal", "-shm"}) {
    struct stat status {};
    ASSERT_EQ(::stat((folder.file() + end).c_str(), &status), 0) << end;
    EXPECT_EQ(status.st_mode & 0777, 0600u) << end;
  }
}

}  // namespace
}  // namespace raccordo::store
