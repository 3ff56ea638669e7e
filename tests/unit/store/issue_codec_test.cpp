// The stored form of issues: values round-trip, and damaged text is reported as damaged.
#include "store/codecs/issue_codec.hpp"

#include <gtest/gtest.h>

#include "base/stored_damage.hpp"

namespace raccordo::store {
namespace {

model::Issue sample() {
  model::Issue issue;
  issue.record = 7;
  issue.record_id = "IB-7";
  issue.outcome = model::Outcome::quarantined;
  issue.code = model::IssueCode::unmapped_code;
  issue.field = "interventions[0].type";
  issue.table = "isola-bergamasca/intervention";
  issue.value = "SAD9";
  issue.at = {model::Place::Kind::json, "/cartelle/6/interventi/0/codice", 0};
  issue.message = "code 'SAD9' is in no row";
  issue.suggestions = {{"B1", "Home care", 0.931}, {"B2", "Day centre", 0}};
  return issue;
}

/// A stored issue with one suggestion of this score.
std::string with_score(const std::string& score) {
  return R"({"record":1,"code":"unmapped-code","at":[0,"",0],"message":"m","suggestions":[["B1","L",)" +
         score + "]]}";
}

double score_read_from(const std::string& json) {
  return decode_issue(json, model::Outcome::quarantined).suggestions.at(0).score;
}

TEST(IssueCodec, RoundTrips) {
  const auto issue = sample();
  const auto read = decode_issue(encode_issue(issue), model::Outcome::quarantined);
  EXPECT_EQ(read.record, issue.record);
  EXPECT_EQ(read.record_id, issue.record_id);
  EXPECT_EQ(read.outcome, issue.outcome);
  EXPECT_EQ(read.severity, issue.severity);
  EXPECT_EQ(read.code, issue.code);
  EXPECT_EQ(read.field, issue.field);
  EXPECT_EQ(read.table, issue.table);
  EXPECT_EQ(read.value, issue.value);
  EXPECT_EQ(read.at.path, issue.at.path);
  EXPECT_EQ(read.message, issue.message);
  ASSERT_EQ(read.suggestions.size(), 2U);
  EXPECT_EQ(read.suggestions[0].target, "B1");
  EXPECT_EQ(read.suggestions[0].label, "Home care");
  EXPECT_EQ(read.suggestions[0].score, 0.931);
}

TEST(IssueCodec, KeepsEveryThousandthOfAScoreWhenWrittenAndReadAgain) {
  for (int thousandths = 0; thousandths <= 1000; ++thousandths) {
    auto issue = sample();
    issue.suggestions[0].score = thousandths / 1000.0;
    const auto written = encode_issue(issue);
    EXPECT_EQ(score_read_from(written), thousandths / 1000.0);
    EXPECT_EQ(encode_issue(decode_issue(written, model::Outcome::quarantined)), written);
  }
}

TEST(IssueCodec, ReadsScoresOfFormerProgramsAsThousandths) {
  EXPECT_EQ(score_read_from(with_score("0.12345678901234567")), 0.123);
  EXPECT_EQ(score_read_from(with_score("1")), 1.0);
}

TEST(IssueCodec, ReportsAnInvalidScoreAsDamaged) {
  for (const auto* score : {"1.001", "-0.1", "201222222226112431202", "\"0.5\"", "null"})
    EXPECT_THROW(score_read_from(with_score(score)), base::StoredDamage) << score;
}

TEST(IssueCodec, ReportsAnInvalidIssueAsDamaged) {
  const auto whole = encode_issue(sample());
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THROW(decode_issue(whole.substr(0, size), model::Outcome::rejected), base::StoredDamage) << size;
  for (const auto* text :
       {"[]", "{}", R"({"record":-1,"code":"unmapped-code"})", R"({"record":1,"code":"nothing"})"})
    EXPECT_THROW(decode_issue(text, model::Outcome::rejected), base::StoredDamage) << text;
}

}  // namespace
}  // namespace raccordo::store
