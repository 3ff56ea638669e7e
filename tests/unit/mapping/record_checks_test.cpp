#include "mapping/record_checks.hpp"

#include <array>

#include "unit/mapping/mapper_fixture.hpp"

namespace raccordo::mapping {
namespace {

using model::Field;
using model::IssueCode;
using test::complete_record;
using test::RecordMaker;

using RecordChecks = test::MapperTest;

TEST_F(RecordChecks, RequiresEveryRequiredFieldOnce) {
  for (const auto field :
       {Field::record_id, Field::owner, Field::opened, Field::person_id_type, Field::person_id}) {
    auto maker = complete_record();
    maker.drop(field);
    const auto issue = only_issue(map(maker));
    EXPECT_EQ(issue.code, IssueCode::missing_field);
    EXPECT_EQ(issue.field, model::field_path(field, 0));
    EXPECT_EQ(issue.at.kind, model::Place::Kind::none);
  }
  RecordMaker nothing;
  EXPECT_EQ(map(nothing).issues.size(), 4U) << "a missing identifier includes its kind";
}

TEST_F(RecordChecks, DoesNotRepeatIssuesOfTheCodec) {
  auto maker = complete_record();
  maker.drop(Field::opened);
  model::Issue said;
  said.code = IssueCode::bad_date;
  said.field = "opened";
  maker.record().issues.push_back(said);
  EXPECT_EQ(only_issue(map(maker)).code, IssueCode::bad_date);

  RecordMaker unreadable;
  model::Issue whole;
  whole.code = IssueCode::record_too_large;
  unreadable.record().issues.push_back(whole);
  EXPECT_EQ(only_issue(map(unreadable)).code, IssueCode::record_too_large);
}

TEST_F(RecordChecks, AcceptsOwnersOfTheProvinceOnly) {
  auto maker = complete_record();
  maker.drop(Field::owner).put(Field::owner, "058091").put(Field::person_residence, "058091");
  const auto issue = only_issue(map(maker));
  EXPECT_EQ(issue.code, IssueCode::unknown_comune);
  EXPECT_EQ(issue.field, "owner");
}

TEST_F(RecordChecks, FindsEndsBeforeTheirStarts) {
  auto maker = complete_record();
  maker.put(Field::closed, "2016-02-29")
      .put(Field::closure_date, "2016-02-28")
      .put(Field::plan_start, "2016-05-02", 0)
      .put(Field::plan_end, "2016-05-01", 0)
      .put(Field::intervention_end, "2016-05-01", 1)
      .put(Field::intervention_start, "2016-05-02", 1);
  const auto mapped = map(maker);
  ASSERT_EQ(mapped.issues.size(), 4U);
  const std::array<std::string_view, 4> fields = {"closed", "closure.date", "plans[0].end",
                                                  "interventions[1].end"};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    EXPECT_EQ(mapped.issues[i].code, IssueCode::end_before_start);
    EXPECT_EQ(mapped.issues[i].field, fields[i]);
  }
  auto same_day = complete_record();
  same_day.put(Field::closed, "2016-03-01").put(Field::closure_date, "2016-03-01");
  EXPECT_TRUE(map(same_day).issues.empty());
}

TEST_F(RecordChecks, RefusesFutureDatesButNotPlannedOnes) {
  auto today = complete_record();
  today.put(Field::closed, "2026-11-22")
      .put(Field::person_birth_date, "2026")
      .put(Field::assessment_date, "2026-11-22", 0)
      .put(Field::plan_end, "2030-01-01", 0)
      .put(Field::intervention_start, "2030-01-01", 0)
      .put(Field::intervention_end, "2030-01-01", 0)
      .put(Field::version, "2026-11-23T08:00:00Z");
  EXPECT_TRUE(map(today).issues.empty());
  auto future = complete_record();
  future.put(Field::closed, "2026-11-23")
      .put(Field::person_birth_date, "2027")
      .put(Field::assessment_date, "2026-11-23", 0)
      .put(Field::access_date, "2026-12-01")
      .put(Field::version, "2026-11-23T08:00:00.000001Z");
  const auto mapped = map(future);
  EXPECT_EQ(mapped.issues.size(), 5U);
  for (const auto& issue : mapped.issues) EXPECT_EQ(issue.code, IssueCode::date_in_future) << issue.field;
}

TEST_F(RecordChecks, RefusesAmountsAndQuantitiesBelowZero) {
  for (const auto field : {Field::intervention_amount, Field::intervention_quantity, Field::plan_value}) {
    auto maker = complete_record();
    maker.drop(field).put(field, "-0.01", 0);
    const auto issue = only_issue(map(maker));
    EXPECT_EQ(issue.code, IssueCode::bad_number) << issue.field;
    EXPECT_EQ(issue.severity, model::Severity::error);
    EXPECT_EQ(issue.field, model::field_path(field, 0));
    maker.drop(field).put(field, "-0.00", 0);
    EXPECT_TRUE(map(maker).issues.empty()) << "nothing is less than nothing";
  }
}

TEST_F(RecordChecks, LeavesOutAHouseholdThatIsNone) {
  for (const auto* members : {"0", "100", "1000000"}) {
    auto maker = complete_record();
    maker.drop(Field::household_members).put(Field::household_members, members);
    const auto mapped = map(maker);
    EXPECT_EQ(only_issue(mapped).code, IssueCode::bad_number);
    EXPECT_EQ(mapped.issues[0].severity, model::Severity::warning);
    EXPECT_FALSE(mapped.record.person.household.members) << members;
  }
  auto maker = complete_record();
  maker.drop(Field::household_members).put(Field::household_members, "99");
  EXPECT_EQ(map(maker).record.person.household.members, 99);
}

TEST_F(RecordChecks, WarnsOfAReasonOfClosingAnOpenCase) {
  auto maker = complete_record();
  maker.drop(Field::closed).drop(Field::closure_date).drop(Field::closure_reason);
  EXPECT_TRUE(map(maker).issues.empty());
  maker.put(Field::closure_reason, "deceased");
  const auto issue = only_issue(map(maker));
  EXPECT_EQ(issue.code, IssueCode::missing_field);
  EXPECT_EQ(issue.severity, model::Severity::warning);
  EXPECT_EQ(issue.field, "closure.reason");
  maker.put(Field::closure_date, "2016-12-01");
  EXPECT_TRUE(map(maker).issues.empty());
}

TEST_F(RecordChecks, WarnsOfAReportWithoutNeed) {
  auto maker = complete_record();
  maker.drop(Field::need_code);
  EXPECT_TRUE(map(maker).issues.empty()) << "a case may have none";
  maker.put(Field::kind, "report");
  const auto issue = only_issue(map(maker));
  EXPECT_EQ(issue.code, IssueCode::missing_field);
  EXPECT_EQ(issue.severity, model::Severity::warning);
  EXPECT_EQ(issue.field, "needs");
}

TEST_F(RecordChecks, RefusesAnUnknownKindOfIdentifier) {
  auto maker = complete_record();
  maker.drop(Field::person_id_type).put(Field::person_id_type, "passport");
  const auto issue = only_issue(map(maker));
  EXPECT_EQ(issue.code, IssueCode::bad_fiscal_code);
  EXPECT_EQ(issue.field, "person.id_type");
}

TEST_F(RecordChecks, ABodyThatItsTableDoesNotKnowGivesNoComuneWhereTheProfileSaysSo) {
  auto maker = complete_record();
  maker.drop(Field::owner).put_code(Field::owner, "owner", "HQ");
  EXPECT_EQ(only_issue(map(maker)).code, IssueCode::unmapped_code) << "else it waits";
  maker.record().owner_must_map = true;
  const auto mapped = map(maker);
  const auto issue = only_issue(mapped);
  EXPECT_EQ(issue.code, IssueCode::unknown_comune);
  EXPECT_EQ(issue.field, "owner");
  EXPECT_NE(issue.message.find("HQ"), std::string::npos) << issue.message;
  EXPECT_TRUE(mapped.waiting.empty());
  maker.drop(Field::owner).put_code(Field::owner, "owner", "HP");
  EXPECT_TRUE(map(maker).issues.empty());
}

}  // namespace
}  // namespace raccordo::mapping
