// Equal issues of several records are one line.
#include "app/cli/issue_groups.hpp"

#include <gmock/gmock.h>

namespace raccordo::app {
namespace {

using testing::ElementsAre;

model::Issue issue(std::uint64_t record, std::string field, std::string message) {
  model::Issue made;
  made.record = record;
  made.record_id = "R" + std::to_string(record);
  made.code = model::IssueCode::bad_date;
  made.field = std::move(field);
  made.message = std::move(message);
  return made;
}

TEST(IssueGroups, PrintASingleIssueOnItsOwnLine) {
  EXPECT_THAT(grouped_lines({issue(3, "opened", "not a date")}),
              ElementsAre("record 3 R3: error bad-date opened: not a date"));
}

TEST(IssueGroups, GatherEqualIssuesOfSeveralRecordsAndItems) {
  std::vector<model::Issue> issues;
  for (std::uint64_t record = 1; record <= 7; ++record) {
    issues.push_back(issue(record, "interventions[0].start", "not a date"));
    issues.push_back(issue(record, "interventions[1].start", "not a date"));
  }
  issues.push_back(issue(7, "opened", "not a date"));
  EXPECT_THAT(grouped_lines(issues),
              ElementsAre("7 records (1 R1, 2 R2, 3 R3, 4 R4, 5 R5 and 2 more): error bad-date "
                          "interventions[*].start: not a date",
                          "record 7 R7: error bad-date opened: not a date"));
}

TEST(IssueGroups, SeparateIssuesWithDifferentMessageOrSeverity) {
  auto warning = issue(1, "opened", "not a date");
  warning.severity = model::Severity::warning;
  EXPECT_EQ(
      grouped_lines({issue(1, "opened", "not a date"), warning, issue(2, "opened", "no such day")}).size(),
      3U);
}

TEST(IssueGroups, CountSeveralInOneRecord) {
  EXPECT_THAT(grouped_lines({issue(2, "plans[0].start", "x"), issue(2, "plans[4].start", "x")}),
              ElementsAre("record 2 R2, 2 times: error bad-date plans[*].start: x"));
}

TEST(IssueGroups, SayWhereAnIssueStandsAsTheReceiptDoes) {
  auto csv = issue(1, "opened", "x");
  csv.at = {model::Place::Kind::csv, "DATA", 7};
  EXPECT_THAT(grouped_lines({csv}),
              ElementsAre("record 1 R1 at row 7, column DATA: error bad-date opened: x"));
  auto xml = issue(2, "closed", "x");
  xml.at = {model::Place::Kind::xml, "/cartelle/cartella[2]", 9};
  EXPECT_THAT(grouped_lines({xml}),
              ElementsAre("record 2 R2 at line 9, /cartelle/cartella[2]: error bad-date closed: x"));
  auto json = issue(3, "closed", "x");
  json.at = {model::Place::Kind::json, "/cartelle/2/chiusa", 0};
  auto later = json;
  later.record = 4;
  later.record_id = "R4";
  EXPECT_THAT(grouped_lines({json, later}),
              ElementsAre("2 records (3 R3, 4 R4), first at /cartelle/2/chiusa: error bad-date closed: x"));
}

}  // namespace
}  // namespace raccordo::app
