// Runs tests/golden/csv and tests/golden/json. A document's name gives its profile and the expected issue:
// `[CODE--]WHAT.PROFILE.EXT`. In accept/ no issue is an error, and a CODE is a warning; in reject/ the first
// issue has the CODE, and every other record of the document is read.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

namespace fs = std::filesystem;

struct Golden {
  std::string name, code;
  Decoded decoded;
  std::vector<model::Issue> issues;
};

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Golden run(const fs::path& file) {
  Golden golden;
  golden.name = file.filename().string();
  const auto dashes = golden.name.find("--");
  if (dashes != std::string::npos) golden.code = golden.name.substr(0, dashes);
  const auto profile_name = fs::path(file.stem()).extension().string().substr(1);
  const auto profile = test_profile(content(file.parent_path().parent_path() / (profile_name + ".yaml")));
  golden.decoded = decode(profile, content(file));
  const auto& end = golden.decoded.end;
  for (const auto& record : golden.decoded.records)
    golden.issues.insert(golden.issues.end(), record.issues.begin(), record.issues.end());
  golden.issues.insert(golden.issues.end(), end.warnings.begin(), end.warnings.end());
  if (end.broken) golden.issues.push_back(*end.broken);
  return golden;
}

std::vector<Golden> run_all(const char* folder) {
  std::vector<Golden> all;
  for (const char* format : {"csv", "json"}) {
    for (const auto& entry : fs::directory_iterator(fs::path("tests/golden") / format / folder))
      all.push_back(run(entry.path()));
  }
  return all;
}

bool is_error(const model::Issue& issue) { return issue.severity == model::Severity::error; }

TEST(Golden, AcceptsTheGoodDocuments) {
  const auto all = run_all("accept");
  EXPECT_GE(all.size(), 23U);
  for (const auto& golden : all) {
    for (const auto& issue : golden.issues) {
      EXPECT_FALSE(is_error(issue)) << golden.name << ": " << issue.message;
      EXPECT_EQ(model::to_string(issue.code), golden.code) << golden.name << ": " << issue.message;
    }
    EXPECT_EQ(golden.issues.empty(), golden.code.empty()) << golden.name;
  }
}

TEST(Golden, RejectsTheBadDocumentsAsTheirNamesSay) {
  const auto all = run_all("reject");
  EXPECT_GE(all.size(), 26U);
  for (const auto& golden : all) {
    ASSERT_FALSE(golden.issues.empty()) << golden.name;
    const auto& issue = golden.issues.front();
    EXPECT_TRUE(is_error(issue)) << golden.name;
    EXPECT_EQ(model::to_string(issue.code), golden.code) << golden.name << ": " << issue.message;
    EXPECT_FALSE(issue.message.empty()) << golden.name;
    EXPECT_TRUE(issue.at.number != 0 || !issue.at.path.empty()) << golden.name;
    for (const auto& said : golden.issues) {
      EXPECT_FALSE(base::find_bad_utf8(said.message + said.at.path + said.record_id + said.value))
          << golden.name;
    }
  }
}

Golden golden_of(const char* file) { return run(fs::path("tests/golden") / file); }

TEST(Golden, StrayQuoteAffectsItsOwnRowOnly) {
  const auto golden = golden_of("csv/reject/malformed-document--stray-quote-swallows-rows.plain.csv").decoded;
  ASSERT_EQ(golden.records.size(), 6U);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(golden.records[i].issues.size(), i == 1 ? 1U : 0U) << i;
    EXPECT_EQ(golden.records[i].value("record_id"), "P" + std::to_string(i + 1));
  }
  const auto& issue = golden.records[1].issues[0];
  EXPECT_EQ(issue.at.number, 3U);
  EXPECT_EQ(issue.at.path, "NOTE");
  EXPECT_NE(issue.message.find("row 3"), std::string::npos) << issue.message;
  EXPECT_NE(issue.message.find("row 6"), std::string::npos) << issue.message;
}

TEST(Golden, MatchingStrayQuotesConsumeNoRows) {
  const auto golden =
      golden_of("csv/reject/malformed-document--two-stray-quotes-fit-together.plain.csv").decoded;
  ASSERT_EQ(golden.records.size(), 4U);
  EXPECT_EQ(golden.records[0].issues.size(), 1U);
  for (std::size_t i = 1; i < 4; ++i) EXPECT_TRUE(golden.records[i].issues.empty()) << i;
}

TEST(Golden, BothPartsOfATornCaseAreRejected) {
  const auto torn = golden_of("csv/reject/record-torn--group-not-adjacent.grouped.csv").decoded;
  ASSERT_EQ(torn.records.size(), 3U);
  EXPECT_TRUE(torn.records[0].issue(model::IssueCode::record_torn));
  EXPECT_TRUE(torn.records[1].issues.empty());
  EXPECT_TRUE(torn.records[2].issue(model::IssueCode::record_torn));
  const auto whole = golden_of("csv/accept/group-not-adjacent.unsorted.csv").decoded;
  ASSERT_EQ(whole.records.size(), 2U);
  EXPECT_EQ(whole.records[0].value("interventions[1].id"), "b");
}

TEST(Golden, ReadsTheExpectedValues) {
  EXPECT_EQ(golden_of("json/accept/number-with-exponent.plain.json")
                .decoded.records.at(0)
                .value("interventions[0].amount"),
            "1000.00");
  EXPECT_EQ(golden_of("json/accept/one-object-for-a-list.single.json")
                .decoded.records.at(0)
                .value("interventions[0].id"),
            "1");
  EXPECT_EQ(golden_of("json/reject/bad-encoding--lone-high-surrogate-read.plain.json")
                .decoded.records.at(1)
                .value("record_id"),
            "B");
  const auto mojibake = golden_of("csv/accept/bad-encoding--utf8-for-windows-1252.latin.csv").issues.at(0);
  EXPECT_EQ(mojibake.record, 0U);
  EXPECT_EQ(mojibake.at.number, 2U);
  EXPECT_EQ(mojibake.at.path, "NOTE");
  const auto title =
      golden_of("csv/reject/malformed-document--title-above-header.plain.csv").issues.at(0).message;
  EXPECT_NE(title.find("Elenco cartelle"), std::string::npos) << title;
}

}  // namespace
}  // namespace raccordo::codecs
