#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "aggregate/release/release.hpp"

namespace raccordo::tests {
namespace {

using ::testing::HasSubstr;

constexpr auto kHead =
    "id: a-table\ntitle_it: Tabella\ntitle_en: Table\nmeasure: persons\nwhen: active-during\n";

/// A folder for one test, deleted at its end.
class CatalogueFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("raccordo-catalogue-" + std::to_string(getpid()) + "-" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::vector<aggregate::FileFault> faults_of(const std::string& text) const {
    write("t.yaml", text);
    auto loaded = aggregate::load_catalogue(folder_);
    return loaded.has_error() ? loaded.error() : std::vector<aggregate::FileFault>{};
  }
  /// Expects exactly one fault.
  void expect_fault(const std::string& text, int line, const std::string& message) const {
    const auto faults = faults_of(text);
    ASSERT_EQ(faults.size(), 1U) << text;
    EXPECT_EQ(faults[0].line, line) << text;
    EXPECT_THAT(faults[0].message, HasSubstr(message));
    EXPECT_THAT(faults[0].file, HasSubstr("t.yaml"));
  }

  std::filesystem::path folder_;
};

TEST_F(CatalogueFile, RefusesInvisibleCharactersInTitles) {
  const std::string text(kHead);
  expect_fault(std::string(text).replace(text.find("Tabella"), 7, "Tabella \u202Eallebat") + "by: [area]\n",
               2, "'title_it' has the character U+202E");
}

TEST_F(CatalogueFile, SaysWhatIsInThePlaceOfAnExtract) {
  std::filesystem::create_symlink("nothing", folder_ / "broken.yaml");
  std::filesystem::create_directory(folder_ / "folder.yaml");
  write("t.yaml", std::string(kHead) + "by: [area]\n");
  const auto loaded = aggregate::load_catalogue(folder_);
  ASSERT_TRUE(loaded.has_error());
  ASSERT_EQ(loaded.error().size(), 2U);
  EXPECT_THAT(loaded.error()[0].message, HasSubstr("a link to a file that does not exist"));
  EXPECT_THAT(loaded.error()[1].message, HasSubstr("this is a folder"));
}

TEST_F(CatalogueFile, LoadsTheShippedCatalogue) {
  const auto loaded = aggregate::load_catalogue(RACCORDO_SOURCE_DIR "/mappings/extracts");
  ASSERT_TRUE(loaded.has_value()) << loaded.error().front().message;
  std::vector<std::string> ids;
  for (const auto& definition : *loaded) ids.push_back(definition.id);
  EXPECT_THAT(ids, ::testing::IsSupersetOf({"cases-by-ambito", "persons-by-area", "persons-by-type",
                                            "persons-by-ambito-area", "persons-by-comune-area",
                                            "persons-by-area-sex-age", "needs-by-ambito",
                                            "cases-opened-by-ambito-month", "cases-closed-by-ambito-month",
                                            "amount-by-ambito-area", "interventions-by-management"}));
}

TEST_F(CatalogueFile, ReadsWhatIsHiddenLast) {
  write("t.yaml",
        std::string("protect: {last: [total, area]}\n") + kHead + "by: [{territory: comune}, area]\n");
  const auto loaded = aggregate::load_catalogue(folder_);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().front().message;
  EXPECT_TRUE(loaded->front().protected_last.total);
  EXPECT_THAT(loaded->front().protected_last.margins, ::testing::ElementsAre(model::Dimension::area));
}

TEST_F(CatalogueFile, RefusesToHideLastWhatTheTableHasNot) {
  const std::string head = std::string(kHead) + "by: [area]\n";
  for (const auto* protect :
       {"protect: last", "protect: {last: }", "protect: {last: []}", "protect: {first: [area]}",
        "protect: {last: [area], first: [total]}", "protect: [last]"}) {
    expect_fault(head + protect + "\n", 7, "'protect' must be {last: [...]}");
  }
  expect_fault(head + "protect: {last: [sex]}\n", 7, "use total area");
  expect_fault(head + "protect: {last: [{area: 1}]}\n", 7, "no dimension of the table");
  expect_fault(head + "protect: {last: [area, area]}\n", 7, "twice");
  expect_fault(head + "protect: {last: [total, total]}\n", 7, "twice");
}

TEST_F(CatalogueFile, ReadsEveryFormOfBy) {
  const std::string head = kHead;
  for (const auto* by : {"by: [{territory: comune}, sex, {age: [0-17, 18+]}]",
                         "by: {territory: comune, sex: , age: [0-17, 18+]}",
                         "by:\n  - territory: comune\n  - sex:\n  - age: [0-17, 18+]"}) {
    write("t.yaml", head + by + "\n");
    const auto loaded = aggregate::load_catalogue(folder_);
    ASSERT_TRUE(loaded.has_value()) << by << ": " << loaded.error().front().message;
    const auto& choices = loaded->front().by;
    ASSERT_EQ(choices.size(), 3U);
    EXPECT_EQ(choices[0].level, model::TerritoryLevel::comune);
    EXPECT_EQ(choices[1].dimension, model::Dimension::sex);
    ASSERT_EQ(choices[2].ages.size(), 2U);
    EXPECT_EQ(choices[2].ages[1].low, 18);
    EXPECT_LT(choices[2].ages[1].high, 0);
  }
  EXPECT_TRUE(faults_of(head + "by: area\n").empty());
}

TEST_F(CatalogueFile, CountsCasesUnlessKindsSaysOtherwise) {
  const auto kinds_of = [&](const std::string& line) {
    write("t.yaml", std::string(kHead) + "by: [sender]\n" + line);
    return aggregate::load_catalogue(folder_).value().front().kinds;
  };
  EXPECT_EQ(kinds_of(""), (model::Kinds{true, false}));
  EXPECT_EQ(kinds_of("kinds: [case]\n"), (model::Kinds{true, false}));
  EXPECT_EQ(kinds_of("kinds: [report]\n"), (model::Kinds{false, true}));
  EXPECT_EQ(kinds_of("kinds: [report, case]\n"), (model::Kinds{true, true}));
  const auto head = std::string(kHead) + "by: [sender]\n";
  expect_fault(head + "kinds: report\n", 7, "must be a list");
  expect_fault(head + "kinds: []\n", 7, "names none");
  expect_fault(head + "kinds: [reports]\n", 7, "unknown kind 'reports'");
  expect_fault(head + "kinds: [case, case]\n", 7, "occurs twice");
}

TEST_F(CatalogueFile, ATableIsForAllPeriodsUnlessPeriodsSaysOtherwise) {
  const auto periods_of = [&](const std::string& line) {
    write("t.yaml", std::string(kHead) + "by: [area]\n" + line);
    const auto read = aggregate::load_catalogue(folder_).value().front().periods;
    return std::vector<bool>{read.year, read.quarter, read.month};
  };
  EXPECT_EQ(periods_of(""), (std::vector<bool>{true, true, true}));
  EXPECT_EQ(periods_of("periods: [year, quarter]\n"), (std::vector<bool>{true, true, false}));
  EXPECT_EQ(periods_of("periods: [month]\n"), (std::vector<bool>{false, false, true}));
  const auto head = std::string(kHead) + "by: [area]\n";
  expect_fault(head + "periods: year\n", 7, "must be a list");
  expect_fault(head + "periods: []\n", 7, "must be a list");
  expect_fault(head + "periods: [week]\n", 7, "unknown period 'week'");
  expect_fault(head + "periods: [year, year]\n", 7, "occurs twice");
}

TEST_F(CatalogueFile, ReportsEachFaultWithItsLine) {
  const std::string head = kHead;
  expect_fault(head + "by: [areaa]\n", 6, "did you mean 'area'");
  expect_fault(head + "by: [{territory: ambitto}]\n", 6, "did you mean 'ambito'");
  expect_fault(head + "by: [territory]\n", 6, "needs a level");
  expect_fault(head + "by: [type, area]\n", 6, "take 'area' out");
  expect_fault(head + "by: [sex, sex]\n", 6, "occurs twice");
  expect_fault(head + "by: [month]\n", 6, "opened-during");
  expect_fault(head + "by: {sex: comune}\n", 6, "takes no value");
  expect_fault(head + "by: []\n", 6, "names no dimension");
  expect_fault(head + "by: [age]\n", 6, "list of bands");
  expect_fault(head + "by:\n  - age: [0-17, 17-64]\n", 7, "overlaps '0-17'");
  expect_fault(head + "by:\n  - age: [65+, 66+]\n", 7, "overlaps '65+'");
  expect_fault(head + "by:\n  - age: [0-17, 19+]\n", 7, "start this one at 18");
  expect_fault(head + "by:\n  - age: [17-0]\n", 7, "not of the form");
  expect_fault(head + "by:\n  - age: [0-131]\n", 7, "not of the form");
  EXPECT_TRUE(faults_of(head + "by:\n  - age: [0-130]\n").empty());
  expect_fault(head + "by: [sex]\nwhenn: x\n", 7, "did you mean 'when'");
  expect_fault(head + "by: [sex]\nid: b\n", 7, "occurs twice");
  expect_fault("title_it: T\ntitle_en: T\nmeasure: persons\nwhen: active-during\nby: [sex]\n", 1,
               "'id' is missing");
  expect_fault("id: A b\ntitle_it: T\ntitle_en: T\nmeasure: persons\nwhen: active-during\nby: [sex]\n", 1,
               "small letters");
  expect_fault("id: a\ntitle_it: T\ntitle_en: T\nmeasure: person\nwhen: active-during\nby: [sex]\n", 4,
               "'persons'");
  expect_fault("id: a\ntitle_it: T\ntitle_en: T\nmeasure: persons\nwhen: [x]\nby: [sex]\n", 5,
               "must be a text");
}

TEST_F(CatalogueFile, ReportsAllFaultsOfAllFiles) {
  write("a.yaml", "id: one\ntitle_it: T\ntitle_en: T\nmeasure: persns\nwhen: activ-during\nby: [sx]\n");
  write("b.yaml", std::string(kHead) + "by: [sex]\n");
  write("c.yaml", std::string(kHead) + "by: [sex]\n");
  write("d.txt", "not looked at");
  const auto loaded = aggregate::load_catalogue(folder_);
  ASSERT_TRUE(loaded.has_error());
  const auto& faults = loaded.error();
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_EQ(faults[0].line, 4);
  EXPECT_EQ(faults[1].line, 5);
  EXPECT_EQ(faults[2].line, 6);
  EXPECT_THAT(faults[3].message, HasSubstr("already that of"));
  EXPECT_THAT(faults[3].file, HasSubstr("c.yaml"));
}

TEST_F(CatalogueFile, SurvivesHostileFiles) {
  EXPECT_EQ(faults_of("").size(), 1U);
  EXPECT_EQ(faults_of("- a\n").size(), 1U);
  EXPECT_EQ(faults_of("id: [\n").size(), 1U);
  EXPECT_EQ(faults_of(std::string(kHead) + "by: [sex]\n---\nid: x\n").size(), 1U);
  EXPECT_FALSE(faults_of(std::string(100000, '[')).empty());
  expect_fault("id: a\ntitle_it: \xE0\n", 2, "UTF-8");
  expect_fault(std::string(kHead) + "by: [sex]\n#" + std::string(1U << 20U, 'x'), 1, "1 MiB");
  EXPECT_FALSE(faults_of("&a [*a, *a]: &b {*b : *a}\n").empty());
  EXPECT_FALSE(faults_of("? {a: b}\n: c\n").empty());
}

TEST_F(CatalogueFile, LimitsTitles) {
  const auto with_title = [](std::size_t length) {
    return "id: a\ntitle_it: " + std::string(length, 't') +
           "\ntitle_en: T\nmeasure: persons\nwhen: active-during\nby: [sex]\n";
  };
  EXPECT_TRUE(faults_of(with_title(500)).empty());
  expect_fault(with_title(501), 2, "shorten");
}

TEST_F(CatalogueFile, ReportsAnEmptyOrMissingFolder) {
  EXPECT_TRUE(aggregate::load_catalogue(folder_).has_error());
  EXPECT_TRUE(aggregate::load_catalogue(folder_ / "missing").has_error());
}

TEST_F(CatalogueFile, AcceptsARateOnlyWithAMatchingWhen) {
  const auto rate = [](const std::string& measure, const std::string& when, const std::string& by) {
    return "id: a-table\ntitle_it: Tabella\ntitle_en: Table\nmeasure: " + measure + "\nwhen: " + when +
           "\nby: " + by + "\n";
  };
  EXPECT_TRUE(faults_of(rate("prevalence", "active-during", "[sex]")).empty());
  EXPECT_TRUE(faults_of(rate("prevalence", "open-at-end", "[sex]")).empty());
  EXPECT_TRUE(faults_of(rate("incidence", "opened-during", "[sex]")).empty());
  expect_fault(rate("incidence", "active-during", "[sex]"), 5, "set when to opened-during");
  expect_fault(rate("prevalence", "opened-during", "[sex]"), 5, "set when to active-during");
  expect_fault(rate("prevalence", "closed-during", "[sex]"), 5, "set when to active-during");
  expect_fault(rate("prevalence", "active-during", "[{territory: ambito}, {residence: ambito}]"), 6,
               "take 'territory' or 'residence' out");
}

TEST_F(CatalogueFile, CountsJointChargeOfOpenCasesOnly) {
  const auto joint = [](const std::string& when) {
    return "id: a\ntitle_it: T\ntitle_en: T\nmeasure: persons-joint\nwhen: " + when + "\nby: [sex]\n";
  };
  EXPECT_TRUE(faults_of(joint("open-at-end")).empty());
  EXPECT_TRUE(faults_of(joint("active-during")).empty());
  for (const std::string when : {"registered-by-end", "opened-during", "closed-during"})
    expect_fault(joint(when), 5, "set when to open-at-end or active-during");
}

}  // namespace
}  // namespace raccordo::tests
