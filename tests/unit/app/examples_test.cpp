// Examples as tests of a table before its activation.
#include "app/ingest/examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mapping/table_file.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

class ExamplesTest : public testing::Test {
 protected:
  ExamplesTest() {
    base::set_local_timezone("Europe/Rome");  // as the configuration does: times in examples may lack a zone
    tables_ = ActiveTables::from_files(load_book(shipped_config(folder_)), clock_);
  }

  /// A table of Isola Bergamasca with `from` replaced by `to` in its CSV.
  std::shared_ptr<const mapping::Table> changed(const std::string& name, const std::string& from,
                                                const std::string& to) {
    auto csv = mapping::write_table(*tables_->find("isola-bergamasca")->tables.find(name));
    const auto at = csv.find(from);
    EXPECT_NE(at, csv.npos) << from;
    csv.replace(at, from.size(), to);
    return std::make_shared<const mapping::Table>(
        *mapping::parse_table(csv, "", {"isola-bergamasca", name, name, 2}, tables_->book().scheme));
  }

  support::ScratchFolder folder_;
  support::FixedClock clock_;
  std::shared_ptr<const ActiveTables> tables_;
};

TEST_F(ExamplesTest, PassWithTheShippedTables) {
  base::FileFaults faults;
  EXPECT_GT(run_examples(*tables_, "isola-bergamasca", faults), 2U);
  EXPECT_TRUE(faults.empty());
}

TEST_F(ExamplesTest, FailWithATableOfAnotherMeaning) {
  const auto faults = broken_examples(*tables_, changed("intervention", "ANZ|SAD,", "ANZ|SADX,"), clock_);
  ASSERT_FALSE(faults.empty());
  EXPECT_EQ(faults[0].file.find('/'), std::string::npos);
  EXPECT_GT(faults[0].line, 0);
  EXPECT_THAT(faults[0].message, HasSubstr("interventions[0].type"));
}

TEST_F(ExamplesTest, PassWithATableThatAddsACode) {
  const auto more = changed("intervention", "MIN|CRD,",
                            "ANZ|NEW,,anziani.altri-interventi,equivalent,APPROVED,,,\nMIN|CRD,");
  EXPECT_TRUE(broken_examples(*tables_, more, clock_).empty());
}

TEST_F(ExamplesTest, ThatFailedBeforeDoNotCountAgainstATable) {
  const auto broken = tables_->with(changed("intervention", "ANZ|SAD,", "ANZ|SADX,"), clock_);
  EXPECT_TRUE(broken_examples(*broken, changed("intervention", "ANZ|SAD,", "ANZ|SADX,"), clock_).empty());
  const auto corrected = broken->find("isola-bergamasca")->tables.find("intervention");
  EXPECT_EQ(corrected->version(), 2);
}

}  // namespace
}  // namespace raccordo::app
