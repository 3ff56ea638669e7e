// Files of tables are drafts: a faulty one matters only if the table has no version yet.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/tables/table_files.hpp"
#include "store/open/open_store.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

class DraftFilesTest : public testing::Test {
 protected:
  DraftFilesTest() : config_(shipped_config(folder_)) {
    config_.mappings = folder_.path() / "mappings";
    fs::copy("mappings", config_.mappings, fs::copy_options::recursive);
    store_ = store::open_store({config_.sqlite.string()});
  }
  std::shared_ptr<const Rulebook> book() const {
    auto book = load_rulebook(config_, RulebookParts::everything_but_tables);
    if (!book) throw std::runtime_error(book.error().at(0).message);
    return *book;
  }
  void break_file() const { folder_.write("mappings/bergamo/area.csv", "source_code;status\nA;NO\n"); }
  FileStatus status() const {
    const auto tables = ActiveTables::from_store(book(), *store_, clock_);
    for (const auto& table : list_tables(*store_, *tables)) {
      if (table.name.source == "bergamo" && table.name.table == "area") return table.file;
    }
    return {};
  }

  support::ScratchFolder folder_;
  support::FixedClock clock_;
  Config config_;
  std::unique_ptr<store::CaseStore> store_;
};

TEST_F(DraftFilesTest, FaultyFileOfATableWithoutVersionIsReported) {
  break_file();
  const auto faults = faults_of_first_versions(*book(), *store_);
  ASSERT_FALSE(faults.empty());
  EXPECT_THAT(faults[0].file, testing::EndsWith("bergamo/area.csv"));
  EXPECT_THROW(ActiveTables::from_store(book(), *store_, clock_), base::SystemFault);
}

TEST_F(DraftFilesTest, FaultyFileOfATableInForceIsADraft) {
  EXPECT_EQ(status().state, FileState::same);
  break_file();
  EXPECT_TRUE(faults_of_first_versions(*book(), *store_).empty());
  EXPECT_EQ(status().state, FileState::faulty);
  EXPECT_FALSE(status().faults.empty());
  fs::remove(config_.mappings / "bergamo/area.csv");
  EXPECT_EQ(status().state, FileState::missing);
}

TEST_F(DraftFilesTest, ChangedFileIsReportedWithItsRows) {
  status();
  const auto file = config_.mappings / "bergamo/area.csv";
  std::ofstream(file, std::ios::app) << "NEW,Nuova,anziani,equivalent,APPROVED,,,\n";
  const auto changed = status();
  EXPECT_EQ(changed.state, FileState::draft_differs);
  EXPECT_EQ(changed.added, 1U);
  EXPECT_EQ(changed.removed + changed.changed, 0U);
}

TEST_F(DraftFilesTest, CheckReportsEveryFault) {
  break_file();
  EXPECT_FALSE(load_rulebook(config_, RulebookParts::everything));
  EXPECT_TRUE(load_rulebook(config_, RulebookParts::everything_but_tables));
}

}  // namespace
}  // namespace raccordo::app
