// The output of `release show`, and the shares by level.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/forms/release_in_words.hpp"
#include "app/forms/release_levels.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/release_order.hpp"
#include "app/rules/keyring.hpp"
#include "store/open/open_store.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

class ReleaseWordsTest : public testing::Test {
 protected:
  support::ScratchFolder folder_;
  support::FixedClock clock_;
  Config config_ = shipped_config(folder_);
  std::unique_ptr<store::CaseStore> store_ = store::open_store({config_.sqlite.string()});
  std::shared_ptr<const ActiveTables> tables_ = ActiveTables::from_store(load_book(config_), *store_, clock_);
  store::ReleaseRow row_ =
      carry_out_release(*store_, *tables_, *example_keyring(),
                        *order_release(*store_, config_, {"2017", "", "ats"}, clock_), clock_);
};

TEST_F(ReleaseWordsTest, SharesCountEveryCellOfATableOnce) {
  const auto release = open_release(row_);
  const auto* table = release.find("persons-by-comune-area");
  ASSERT_NE(table, nullptr);
  std::size_t cells = 0;
  std::vector<std::string_view> levels;
  for (const auto& share : hidden_by_level(*table)) {
    levels.push_back(share.level);
    cells += share.cells;
  }
  EXPECT_EQ(cells, table->cells().size());
  EXPECT_THAT(levels, testing::IsSupersetOf({"all", "district", "ambito", "comune", "unassigned"}));
  EXPECT_TRUE(hidden_by_level(*release.find("persons-by-area")).empty());
}

TEST_F(ReleaseWordsTest, GivesReasonsForHiddenCellsAndTheState) {
  const auto words = release_in_words(row_);
  EXPECT_THAT(words, HasSubstr("Why cells are hidden"));
  EXPECT_THAT(words, HasSubstr("hidden of all 0.0 %"));
  EXPECT_THAT(words, HasSubstr("Row 1 of the ledger, hash " + row_.ledger_hash));
  EXPECT_THAT(words, HasSubstr("Not guaranteed by any release"));
}

TEST_F(ReleaseWordsTest, WarnsOfTablesThatWereChanged) {
  row_.content.replace(row_.content.find("2017"), 4, "2018");
  EXPECT_THAT(release_in_words(row_), HasSubstr("Attention: "));
}

TEST_F(ReleaseWordsTest, PrintsNothingForAnUnfinishedRelease) {
  row_.metadata.clear();
  EXPECT_EQ(release_in_words(row_), "");
}

}  // namespace
}  // namespace raccordo::app
