// Warnings of `check` about tables that load: each with its file, line and what to do, none without a cause.
#include "app/rules/table_warnings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fixed_clock.hpp"
#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kHead =
    "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment\n";
constexpr const char* kPerson = "RSSMRA80A01F205X";

class TableWarningsTest : public testing::Test {
 protected:
  TableWarningsTest() : config_(shipped_config(folder_)) {
    config_.mappings = folder_.path() / "mappings";
    fs::copy("mappings", config_.mappings, fs::copy_options::recursive);
  }
  void declare_null_words(const std::string& list) const {
    const auto file = config_.mappings / "bergamo/profile.yaml";
    std::ofstream(file, std::ios::app) << "\nnulls: " << list << "\n";
  }
  void write_table(const std::string& name, const std::string& rows) const {
    folder_.write("mappings/bergamo/" + name + ".csv", kHead + rows);
  }
  base::FileFaults warnings(const base::Hmac* key = nullptr) const {
    return table_warnings(*ActiveTables::from_files(load_book(config_), clock_), key);
  }

  support::ScratchFolder folder_;
  support::FixedClock clock_;
  Config config_;
};

TEST_F(TableWarningsTest, ShippedTablesGiveNone) { EXPECT_TRUE(warnings().empty()); }

TEST_F(TableWarningsTest, ApprovedCodeThatIsANullWordIsNamedOnceWithItsLine) {
  declare_null_words("[\"n.d.\", \"x\"]");
  write_table("sex",
              "M,,M,equivalent,APPROVED,,,\nN.D.,,U,equivalent,APPROVED,,2015-12-31,\n"
              "N.D.,,U,equivalent,APPROVED,2016-01-01,,\nX,,,equivalent,IGNORED,,,\n");
  const auto found = warnings();
  ASSERT_EQ(found.size(), 1U) << "a second period and an ignored code are no reason to warn";
  EXPECT_THAT(found[0].file, EndsWith("bergamo/sex.csv"));
  EXPECT_EQ(found[0].line, 3);
  EXPECT_EQ(found[0].column, "source_code");
  EXPECT_THAT(found[0].message, HasSubstr("the code \"N.D.\" is a word of `nulls` in profile.yaml"));
  EXPECT_THAT(found[0].message, HasSubstr("Remove the word"));
}

TEST_F(TableWarningsTest, NullWordOfAnotherSourceIsNoReason) {
  declare_null_words("[\"ANZ\"]");  // an approved code of Isola Bergamasca
  EXPECT_TRUE(warnings().empty());
}

TEST_F(TableWarningsTest, IdentifierInEveryColumnIsNamedWithoutBeingRepeated) {
  const std::string person(kPerson);
  write_table("sex", "M,di " + person + ",M,equivalent,APPROVED,,,\nF,,F,equivalent,APPROVED,,,visto " +
                         person + "\n" + person + ",,U,equivalent,APPROVED,,,\n");
  const auto found = warnings();
  ASSERT_EQ(found.size(), 3U);
  const std::pair<int, const char*> places[] = {{2, "source_label"}, {3, "comment"}, {4, "source_code"}};
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].line, places[i].first);
    EXPECT_EQ(found[i].column, places[i].second);
    EXPECT_THAT(found[i].message, Not(HasSubstr(person)));
  }
  EXPECT_THAT(found[2].message, HasSubstr("e.g. [identificativo"));
  const base::Hmac key(std::string(32, 'k'));
  EXPECT_THAT(warnings(&key)[2].message,
              HasSubstr("that the worklist shows, [identificativo 16 caratteri #"));
}

TEST_F(TableWarningsTest, CodesThatLookAlikeAreNamedWithTheirFile) {
  write_table("sex", "M,,M,equivalent,APPROVED,,,\nm,,F,equivalent,APPROVED,,,\n");
  const auto found = warnings();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].file, EndsWith("bergamo/sex.csv"));
  EXPECT_THAT(found[0].message, HasSubstr("differ only in upper and lower case"));
}

}  // namespace
}  // namespace raccordo::app
