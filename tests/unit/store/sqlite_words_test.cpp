#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/sqlite/connection.hpp"
#include "store/sqlite/words.hpp"
#include "support/scratch_folder.hpp"

namespace raccordo::store {
namespace {

TEST(SqliteWords, DescribeEveryFaultWithoutLibraryText) {
  for (int code = 1; code <= SQLITE_NOTADB; ++code) {
    const auto words = sqlite_words(code);
    EXPECT_EQ(words.find(sqlite3_errstr(code)), std::string::npos) << words;
    EXPECT_NE(words.find("(SQLite " + std::to_string(code) + ")"), std::string::npos) << words;
  }
  EXPECT_EQ(sqlite_words(SQLITE_IOERR_FSYNC).find("the disk"), 0U);
}

TEST(SqliteWords, DescribeAFileThatIsNotADatabase) {
  const support::ScratchFolder folder;
  const auto file = folder.write("raccordo.db", std::string(4096, 'x')).string();
  try {
    Connection connection(file, OpenMode::read_write);
    connection.execute("CREATE TABLE t (a)");
    FAIL() << "opened";
  } catch (const base::SystemFault& fault) {
    EXPECT_NE(std::string(fault.what()).find("the file is no database of Raccordo"), std::string::npos)
        << fault.what();
  }
}

}  // namespace
}  // namespace raccordo::store
