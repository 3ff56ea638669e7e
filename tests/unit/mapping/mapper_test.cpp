#include "mapping/mapper.hpp"

#include <array>

#include "model/outcome.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using model::Field;
using model::IssueCode;
using model::Severity;
using test::complete_record;
using test::RecordMaker;
using test::table_of;

class FixedClock final : public base::Clock {
 public:
  base::Instant now() const override { return *base::parse_instant("2026-11-22T08:00:00Z"); }
};

class MapperTest : public ::testing::Test {
 protected:
  MapperTest() {
    tables_.put(table_of(scheme_, "intervention", "intervention",
                         "SAD,Assistenza dom.,anziani.assistenza-domiciliare,equivalent,APPROVED,,,\n"
                         "X,,,related-to,IGNORED,,,\n"
                         "R,,anziani.pasti,equivalent,APPROVED,,2011-12-31,\n"
                         "R,,disabili.centro-diurno,equivalent,APPROVED,2012-01-01,2017-12-31,\n"));
    tables_.put(
        table_of(scheme_, "sex", "sex", "1,,M,equivalent,APPROVED,,,\n2,,F,equivalent,APPROVED,,,\n"));
    tables_.put(
        table_of(scheme_, "need", "need", "P,,meals,equivalent,APPROVED,,,\nZ,,,equivalent,IGNORED,,,\n"));
    tables_.put(table_of(scheme_, "owner", "territory", "HP,,016198,equivalent,APPROVED,,,\n"));
    tables_.put(table_of(scheme_, "channel", "channel",
                         "C,,self,equivalent,APPROVED,,2015-12-31,\nC,,,equivalent,IGNORED,2016-01-01,,\n"));
    tables_.put(table_of(scheme_, "closure", "closure", "D,,deceased,equivalent,APPROVED,2017-01-01,,\n"));
  }

  Mapped map(RecordMaker& maker) { return Mapper(scheme_, tables_, clock_).map(maker.record(), "src"); }

  /// The only issue; if there are none or more, a failed test that lists them.
  static model::Issue only_issue(const Mapped& mapped) {
    if (mapped.issues.size() == 1) return mapped.issues[0];
    std::string text = "issues: " + std::to_string(mapped.issues.size()) + "\n";
    for (const auto& issue : mapped.issues) text += issue.field + ": " + issue.message + "\n";
    ADD_FAILURE() << text;
    return {};
  }

  model::Scheme scheme_ = test::sample_scheme();
  TableSet tables_;
  FixedClock clock_;
};

TEST_F(MapperTest, FillsEveryFieldOfTheRecord) {
  auto maker = complete_record();
  maker.put(Field::version, "2017-11-03T10:00:00Z")
      .put(Field::closed, "2017-06-30")
      .put_code(Field::person_sex, "sex", "2")
      .put(Field::person_birth_date, "1980-01")
      .put(Field::person_residence, "015146")
      .put(Field::household_members, "3")
      .put_code(Field::need_code, "need", "P", 0)
      .put(Field::assessment_date, "2016-03-10", 0)
      .put(Field::plan_id, "P1", 0)
      .put(Field::plan_start, "2016-04-01", 0)
      .put(Field::plan_value, "1200.00", 0)
      .put(Field::intervention_id, "I1", 0)
      .put_code(Field::intervention_type, "intervention", "SAD", 0, "Assistenza dom.")
      .put(Field::intervention_amount, "-10.05", 0)
      .put(Field::intervention_quantity, "40.5", 0)
      .put(Field::intervention_managed_by, "Consorzio", 0)
      .put(Field::closure_date, "2017-06-30");
  const auto mapped = map(maker);
  EXPECT_TRUE(mapped.issues.empty());
  const auto& record = mapped.record;
  EXPECT_EQ(record.source, "src");
  EXPECT_EQ(record.record_id, "R-1");
  EXPECT_EQ(to_string(*record.version), "2017-11-03T10:00:00Z");
  EXPECT_EQ(record.owner, "016198");
  EXPECT_EQ(to_string(*record.opened), "2016-03-01");
  EXPECT_EQ(to_string(*record.closed), "2017-06-30");
  EXPECT_EQ(record.person.id_type, model::IdType::local);
  EXPECT_FALSE(record.person.id.empty());
  EXPECT_EQ(record.person.sex.code, "F");
  EXPECT_EQ(record.person.sex.source_code, "2");
  EXPECT_EQ(record.person.sex.table_version, 7);
  EXPECT_EQ(to_string(*record.person.birth_date), "1980-01");
  EXPECT_EQ(record.person.residence, "015146");
  EXPECT_EQ(record.person.household.members, 3);
  EXPECT_EQ(record.needs.at(0).code, "meals");
  EXPECT_EQ(to_string(record.assessments.at(0)), "2016-03-10");
  EXPECT_EQ(record.plans.at(0).value->cents, 120000);
  const auto& item = record.interventions.at(0);
  EXPECT_EQ(item.type.code, "anziani.assistenza-domiciliare");
  EXPECT_EQ(item.type.source_label, "Assistenza dom.");
  EXPECT_EQ(item.type.table, "intervention");
  EXPECT_EQ(item.area.code, "anziani") << "the area comes from the type";
  EXPECT_EQ(item.amount->cents, -1005);
  EXPECT_EQ(item.quantity, "40.5");
  EXPECT_EQ(item.managed_by, "Consorzio");
}

TEST_F(MapperTest, KeepsARecordWaitingForAnUnmappedCodeWithSuggestions) {
  auto maker = complete_record();
  maker.put_code(Field::intervention_type, "intervention", "SAD9", 0, "Assistenza domiciliare anziani")
      .put_code(Field::intervention_type, "intervention", "SAD9", 1);
  const auto mapped = map(maker);
  ASSERT_EQ(mapped.issues.size(), 2U);
  const auto& issue = mapped.issues[0];
  EXPECT_EQ(issue.code, IssueCode::unmapped_code);
  EXPECT_EQ(issue.severity, Severity::error);
  EXPECT_EQ(issue.field, "interventions[0].type");
  EXPECT_EQ(issue.table, "intervention");
  EXPECT_EQ(issue.value, "SAD9");
  EXPECT_EQ(issue.record, 3U);
  EXPECT_EQ(issue.record_id, "R-1");
  EXPECT_EQ(issue.at.kind, model::Place::Kind::csv);
  EXPECT_EQ(issue.at.number, 6U);
  ASSERT_FALSE(issue.suggestions.empty());
  EXPECT_EQ(issue.suggestions[0].target, "anziani.assistenza-domiciliare");
  EXPECT_EQ(mapped.issues[1].field, "interventions[1].type");
  ASSERT_EQ(mapped.waiting.size(), 1U);
  EXPECT_EQ(mapped.waiting[0].table, "intervention");
  EXPECT_EQ(mapped.waiting[0].code, "SAD9");
  EXPECT_EQ(mapped.waiting[0].label, "Assistenza domiciliare anziani");
  EXPECT_FALSE(mapped.record.interventions.at(0).type.is_mapped());
  EXPECT_EQ(mapped.record.interventions.at(0).type.source_code, "SAD9");
}

TEST_F(MapperTest, TreatsACodeOfATableThatIsNotThereAsUnmapped) {
  auto maker = complete_record();
  maker.put_code(Field::access_request, "request", "1");
  EXPECT_EQ(only_issue(map(maker)).code, IssueCode::unmapped_code);
}

TEST_F(MapperTest, PicksTheRowByTheDateOfTheThingCoded) {
  auto maker = complete_record();
  maker.put_code(Field::intervention_type, "intervention", "R", 0)
      .put(Field::intervention_start, "2011-12-31", 0)
      .put_code(Field::intervention_type, "intervention", "R", 1)
      .put(Field::intervention_start, "2012-01-01", 1)
      .put_code(Field::intervention_type, "intervention", "R", 2)
      .put_code(Field::access_channel, "channel", "C")
      .put(Field::access_date, "2015-12-31")
      .put_code(Field::closure_reason, "closure", "D")
      .put(Field::closure_date, "2017-01-01");
  const auto mapped = map(maker);
  EXPECT_TRUE(mapped.issues.empty());
  EXPECT_EQ(mapped.record.interventions.at(0).type.code, "anziani.pasti");
  EXPECT_EQ(mapped.record.interventions.at(1).type.code, "disabili.centro-diurno");
  EXPECT_EQ(mapped.record.interventions.at(2).type.code, "disabili.centro-diurno") << "opened on 2016-03-01";
  EXPECT_EQ(mapped.record.access.channel.code, "self");
  EXPECT_EQ(mapped.record.closure.reason.code, "deceased");
}

TEST_F(MapperTest, SaysWhenACodeHasExpired) {
  auto maker = complete_record();
  maker.put_code(Field::intervention_type, "intervention", "R", 0)
      .put(Field::intervention_start, "2018-01-01", 0);
  const auto mapped = map(maker);
  const auto issue = only_issue(mapped);
  EXPECT_EQ(issue.code, IssueCode::expired_code);
  EXPECT_EQ(issue.value, "R");
  EXPECT_NE(issue.message.find("2018-01-01 (valid from 2012-01-01 to 2017-12-31)"), std::string::npos)
      << issue.message;
  EXPECT_EQ(mapped.waiting.size(), 1U);
}

TEST_F(MapperTest, FindsACodeAmbiguousIfNoDateCanChoose) {
  auto maker = complete_record();
  maker.drop(Field::opened).put_code(Field::intervention_type, "intervention", "R", 0);
  const auto mapped = map(maker);
  ASSERT_EQ(mapped.issues.size(), 2U);
  EXPECT_EQ(mapped.issues[0].code, IssueCode::ambiguous_code);
  EXPECT_EQ(mapped.issues[1].code, IssueCode::missing_field);
}

TEST_F(MapperTest, LeavesIgnoredCodesOutWithoutIssue) {
  auto maker = complete_record();
  maker.put_code(Field::need_code, "need", "Z", 0)
      .put_code(Field::need_code, "need", "P", 1)
      .put_code(Field::access_channel, "channel", "C")
      .put_code(Field::intervention_type, "intervention", "X", 0);
  const auto mapped = map(maker);
  EXPECT_TRUE(mapped.issues.empty());
  ASSERT_EQ(mapped.record.needs.size(), 1U);
  EXPECT_EQ(mapped.record.needs[0].code, "meals");
  EXPECT_TRUE(mapped.record.access.channel.is_absent());
  EXPECT_TRUE(mapped.record.interventions.empty()) << "nothing is left of the item";
}

TEST_F(MapperTest, WarnsOfAValueThatIsNoSharedCodeAndLeavesItOut) {
  auto maker = complete_record();
  maker.put(Field::person_sex, "maschio").put(Field::need_code, "housing", 0);
  const auto mapped = map(maker);
  const auto issue = only_issue(mapped);
  EXPECT_EQ(issue.code, IssueCode::unknown_item);
  EXPECT_EQ(issue.severity, Severity::warning);
  EXPECT_EQ(issue.field, "person.sex");
  EXPECT_TRUE(issue.value.empty());
  EXPECT_EQ(issue.message.find("maschio"), std::string::npos);
  EXPECT_TRUE(mapped.record.person.sex.is_absent());
  EXPECT_EQ(mapped.record.needs.at(0).code, "housing");
  EXPECT_TRUE(mapped.waiting.empty());
}

TEST_F(MapperTest, KeepsTheTypesAreaWhereTheyContradict) {
  auto maker = complete_record();
  maker.put_code(Field::intervention_type, "intervention", "SAD", 0)
      .put(Field::intervention_area, "minori", 0);
  const auto mapped = map(maker);
  const auto issue = only_issue(mapped);
  EXPECT_EQ(issue.code, IssueCode::unknown_item);
  EXPECT_EQ(issue.severity, Severity::warning);
  EXPECT_EQ(issue.field, "interventions[0].area");
  EXPECT_NE(issue.message.find("\"anziani\" is kept"), std::string::npos) << issue.message;
  EXPECT_EQ(mapped.record.interventions.at(0).area.code, "anziani");
}

TEST_F(MapperTest, MapsTheOwnerThroughItsTable) {
  auto maker = complete_record();
  maker.drop(Field::owner).put_code(Field::owner, "owner", "HP");
  EXPECT_TRUE(map(maker).issues.empty());
  EXPECT_EQ(map(maker).record.owner, "016198");
  maker.drop(Field::owner).put_code(Field::owner, "owner", "HQ");
  const auto mapped = map(maker);
  EXPECT_EQ(only_issue(mapped).code, IssueCode::unmapped_code);
  EXPECT_EQ(mapped.waiting.size(), 1U);
}

TEST_F(MapperTest, DemandsEveryRequiredFieldOnce) {
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
  EXPECT_EQ(map(nothing).issues.size(), 4U) << "a missing identifier speaks for its kind";
}

TEST_F(MapperTest, DoesNotRepeatWhatTheCodecSaid) {
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

TEST_F(MapperTest, KnowsTheOwnerOnlyInsideTheProvince) {
  auto maker = complete_record();
  maker.drop(Field::owner).put(Field::owner, "058091").put(Field::person_residence, "058091");
  const auto issue = only_issue(map(maker));
  EXPECT_EQ(issue.code, IssueCode::unknown_comune);
  EXPECT_EQ(issue.field, "owner");
}

TEST_F(MapperTest, FindsEndsBeforeTheirStarts) {
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

TEST_F(MapperTest, RefusesFutureDatesButNotPlannedOnes) {
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

TEST_F(MapperTest, RefusesAnUnknownKindOfIdentifier) {
  auto maker = complete_record();
  maker.drop(Field::person_id_type).put(Field::person_id_type, "passport");
  const auto issue = only_issue(map(maker));
  EXPECT_EQ(issue.code, IssueCode::bad_fiscal_code);
  EXPECT_EQ(issue.field, "person.id_type");
}

TEST_F(MapperTest, KeepsTheCodecsIssuesFirst) {
  auto maker = complete_record();
  model::Issue warning;
  warning.severity = Severity::warning;
  warning.code = IssueCode::unknown_item;
  warning.field = "person.citizenship";
  maker.record().issues.push_back(warning);
  maker.put_code(Field::need_code, "need", "Q", 0);
  const auto mapped = map(maker);
  ASSERT_EQ(mapped.issues.size(), 2U);
  EXPECT_EQ(mapped.issues[0].field, "person.citizenship");
  EXPECT_EQ(mapped.issues[1].field, "needs[0].code");
}

TEST_F(MapperTest, CutsAHugeCodeInIssuesButKeepsItWholeForReplay) {
  auto maker = complete_record();
  const std::string huge(1000000, 'x');
  maker.put_code(Field::need_code, "need", huge, 0);
  const auto mapped = map(maker);
  const auto issue = only_issue(mapped);
  EXPECT_EQ(issue.value.size(), 256U);
  EXPECT_LT(issue.message.size(), 500U);
  EXPECT_EQ(mapped.waiting.at(0).code, huge);
}

TEST_F(MapperTest, TakesTimeInProportionToAHostileRecord) {
  auto maker = complete_record();
  maker.drop(Field::record_id);
  for (std::uint32_t i = 0; i < 40000; ++i) {
    maker.put_code(Field::intervention_type, "intervention", "N" + std::to_string(i), i);
    maker.put(Field::intervention_start, "2017-01-02", i).put(Field::intervention_end, "2017-01-01", i);
    maker.put(Field::intervention_area, "minori", i);
  }
  const auto mapped = map(maker);
  EXPECT_EQ(mapped.waiting.size(), 40000U);
  EXPECT_EQ(mapped.issues.size(), 80001U);
}

TEST(Settle, TakesTheWorstOutcomeOfTheErrorsAndWritesItIntoAll) {
  const auto outcome = [](std::vector<std::pair<IssueCode, Severity>> list,
                          model::OnUnmapped on = model::OnUnmapped::quarantine) {
    std::vector<model::Issue> issues;
    for (const auto& [code, severity] : list) {
      issues.emplace_back();
      issues.back().code = code;
      issues.back().severity = severity;
    }
    const auto settled = model::settle(issues, on);
    for (const auto& issue : issues) EXPECT_EQ(issue.outcome, settled);
    return settled;
  };
  using model::Outcome;
  constexpr auto error = Severity::error;
  constexpr auto warning = Severity::warning;
  EXPECT_EQ(outcome({}), Outcome::accepted);
  EXPECT_EQ(outcome({{IssueCode::unknown_item, warning}, {IssueCode::bad_date, warning}}), Outcome::accepted);
  EXPECT_EQ(outcome({{IssueCode::unmapped_code, error}}), Outcome::quarantined);
  EXPECT_EQ(outcome({{IssueCode::fiscal_code_mismatch, error}, {IssueCode::bad_date, error}}),
            Outcome::rejected);
  for (const auto code : {IssueCode::unmapped_code, IssueCode::expired_code, IssueCode::ambiguous_code}) {
    EXPECT_EQ(outcome({{code, error}}, model::OnUnmapped::reject), Outcome::rejected);
  }
  EXPECT_EQ(outcome({{IssueCode::fiscal_code_mismatch, error}}, model::OnUnmapped::reject),
            Outcome::quarantined);
}

}  // namespace
}  // namespace raccordo::mapping
