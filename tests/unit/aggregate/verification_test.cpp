#include "aggregate/release/verification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "support/release_of.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using ::testing::HasSubstr;

/// A row of the store that tests may edit.
struct Row {
  std::string id, period, digest, metadata, content;

  Row() {
    SmallRegister given;
    for (int i = 0; i < 30; ++i) {
      given.open(given.person(i % 2 == 0 ? "F" : "M", "1940-05-01"), i < 19 ? "016001" : "016004");
    }
    auto cases = extract_by(model::Measure::cases, model::When::registered_by_end,
                            {by(model::TerritoryLevel::ambito), by(model::Dimension::sex)});
    cases.id = "cases";
    auto persons =
        extract_by(model::Measure::persons, model::When::active_during, {by(model::Dimension::sex)});
    persons.id = "persons";
    const auto release =
        tests::release_of(given.facts, {cases, persons}, small_scheme(), request_for(year(2017))).value();
    id = release.id();
    period = release.period();
    digest = release.digest();
    metadata = release.metadata();
    content = release.serialise();
  }

  /// Replaces the cells of the table `persons` in the content.
  void replace_persons(const std::string& old_cells, const std::string& new_cells) {
    const auto at = content.find("\"cells\":" + old_cells, content.find("\"id\":\"persons\""));
    ASSERT_NE(at, std::string::npos) << content;
    content.replace(at + 8, old_cells.size(), new_cells);
  }

  /// An edit by a forger who knows how the digests are made, but not the metadata.
  void forge_digests() {
    const auto line_end = content.find('\n');
    const auto fresh = base::sha256_hex(std::string_view(content).substr(line_end + 1));
    const auto seal = base::sha256_hex("raccordo-release " + id + " " + fresh);
    content = "raccordo-release 1 " + id + " " + fresh + " " + seal + content.substr(line_end);
    for (auto at = metadata.find(digest); at != std::string::npos; at = metadata.find(digest)) {
      metadata.replace(at, digest.size(), fresh);
    }
    digest = fresh;
  }

  aggregate::Verification verify() const {
    return aggregate::verify_release({id, period, digest, metadata, content});
  }
};

/// All breaches, one a line: table|cell|what.
std::string told(const aggregate::Verification& found) {
  std::string text;
  for (const auto& breach : found.breaches)
    text += breach.table + "|" + breach.cell + "|" + breach.what + "\n";
  return text;
}

TEST(Verification, AcceptsAnUnchangedRelease) {
  const auto found = Row().verify();
  EXPECT_EQ(told(found), "");
  EXPECT_EQ(found.tables, 2U);
  EXPECT_EQ(found.cells, 7U * 4U + 4U);
}

TEST(Verification, NamesTheTableOfAnEditedCellWithForgedDigests) {
  Row row;
  row.replace_persons("[30,15,15,0]", "[32,16,16,0]");
  EXPECT_THAT(told(row.verify()), HasSubstr("||The digest does not fit the tables"));
  EXPECT_THAT(told(row.verify()), HasSubstr("persons||The digest of the table does not fit"));
  EXPECT_THAT(told(row.verify()), ::testing::Not(HasSubstr("cases||")));
  row.forge_digests();
  EXPECT_EQ(told(row.verify()), "persons||The digest of the table does not fit: its cells were changed.\n");
}

TEST(Verification, NamesACellThatDoesNotAddUp) {
  Row row;
  row.replace_persons("[30,15,15,0]", "[30,16,15,0]");
  EXPECT_THAT(told(row.verify()), HasSubstr("persons|sex=_T|The cells below it in `sex` do not sum"));
}

TEST(Verification, NamesACountBelowTheThreshold) {
  Row row;
  row.replace_persons("[30,15,15,0]", "[19,15,4,0]");
  EXPECT_THAT(told(row.verify()), HasSubstr("persons|sex=F|The cell shows a count of 1 to 4."));
  Row at_limit;
  at_limit.replace_persons("[30,15,15,0]", "[20,15,5,0]");
  EXPECT_THAT(told(at_limit.verify()), ::testing::Not(HasSubstr("shows a count")));
  Row negative;
  negative.replace_persons("[30,15,15,0]", "[30,45,-15,0]");
  EXPECT_THAT(told(negative.verify()), HasSubstr("persons|sex=F|The cell shows a number below 0."));
}

TEST(Verification, SkipsSumsWithAHiddenChild) {
  Row row;
  row.replace_persons("[30,15,15,0]", "[30,null,20,0]");
  EXPECT_THAT(told(row.verify()), ::testing::Not(HasSubstr("do not sum")));
  EXPECT_THAT(told(row.verify()), HasSubstr("persons||The metadata differ from the tables in `hidden`"));
}

TEST(Verification, NamesEditedMetadata) {
  Row row;
  row.metadata.replace(row.metadata.find("\"k\":5"), 5, "\"k\":4");
  EXPECT_EQ(told(row.verify()), "||The metadata differ from the tables in `k`.\n");
  row = Row();
  row.metadata.replace(row.metadata.find("\"guarantee\":\""), 13, "\"guarantee\":\"Absolutely ");
  EXPECT_EQ(told(row.verify()), "||The metadata differ from the tables in `guarantee`.\n");
  for (const auto* broken : {"", "[]", "{", "{}", "{\"tables\":[1]}"}) {
    row.metadata = broken;
    EXPECT_NE(told(row.verify()), "") << broken;
  }
}

TEST(Verification, NamesAThresholdBelowThree) {
  Row row;
  const auto at = row.content.find("\"k\":5");
  row.content.replace(at, 5, "\"k\":2");
  row.forge_digests();
  EXPECT_THAT(told(row.verify()), HasSubstr("||k is 2, below 3."));
}

TEST(Verification, NamesASwappedReleaseAndPeriod) {
  Row row;
  row.id = "01JDANOTHER";
  EXPECT_THAT(told(row.verify()), HasSubstr("those of another release"));
  row = Row();
  row.period = "2018";
  EXPECT_THAT(told(row.verify()), HasSubstr("of the period 2017"));
  row = Row();
  row.digest = std::string(64, '0');
  EXPECT_THAT(told(row.verify()), HasSubstr("not the one of the list of releases"));
}

TEST(Verification, SurvivesCutAndForeignBytes) {
  const Row whole;
  for (const auto& bytes : {std::string(), std::string("{}\n"), std::string("raccordo-release 1 a b c\nnull"),
                            whole.content.substr(0, whole.content.size() - 2), whole.content + "}"}) {
    Row row;
    row.content = bytes;
    EXPECT_FALSE(row.verify().breaches.empty()) << bytes.substr(0, 60);
  }
}

}  // namespace
}  // namespace raccordo::tests
