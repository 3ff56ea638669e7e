#include "mapping/mapper.hpp"

#include "unit/mapping/mapper_fixture.hpp"

namespace raccordo::mapping {
namespace {

using model::Field;
using model::IssueCode;
using model::Severity;
using test::complete_record;

using MapperTest = test::MapperTest;

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
      .put(Field::intervention_amount, "10.05", 0)
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
  EXPECT_EQ(item.amount->cents, 1005);
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

TEST_F(MapperTest, TreatsACodeOfAMissingTableAsUnmapped) {
  auto maker = complete_record();
  maker.put_code(Field::access_request, "request", "1");
  EXPECT_EQ(only_issue(map(maker)).code, IssueCode::unmapped_code);
}

TEST_F(MapperTest, SelectsTheRowByTheDateOfTheCodedItem) {
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

TEST_F(MapperTest, ReportsAnExpiredCode) {
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

TEST_F(MapperTest, ReportsAnAmbiguousCodeWithoutDate) {
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

TEST_F(MapperTest, WarnsOfAnUnknownSharedCodeAndOmitsIt) {
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

TEST_F(MapperTest, KeepsTheAreaOfTheTypeIfTheyContradict) {
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

TEST_F(MapperTest, KeepsTheIssuesOfTheCodecFirst) {
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

/// Replaces the mask of privacy/: a text that begins with `ID` is an identifier.
std::string mask_ids(std::string_view text) {
  return text.starts_with("ID") ? "[identificativo 9 caratteri #0a1b2c3d]" : std::string(text);
}

TEST_F(MapperTest, MasksCodesAndLabelsWithAnIdentifier) {
  auto maker = complete_record();
  maker.put_code(Field::need_code, "need", "ID-SECRET", 0);
  maker.record().values.back().label = "ID-SECRET label";
  maker.put(Field::intervention_id, "ID-SECRET", 0);
  const auto mapped = Mapper(scheme_, tables_, clock_).map(maker.record(), "src", mask_ids);
  const auto issue = only_issue(mapped);
  const std::string masked = "[identificativo 9 caratteri #0a1b2c3d]";
  EXPECT_EQ(issue.code, IssueCode::unmapped_code);
  EXPECT_EQ(issue.value, masked);
  EXPECT_EQ(issue.message.find("SECRET"), std::string::npos);
  EXPECT_NE(issue.message.find(masked), std::string::npos);
  EXPECT_TRUE(issue.suggestions.empty());
  EXPECT_EQ(mapped.waiting.at(0).code, masked);
  EXPECT_EQ(mapped.waiting.at(0).label, masked);
  EXPECT_EQ(mapped.record.needs.at(0).source_code, masked);
  EXPECT_EQ(mapped.record.interventions.at(0).id, masked);
}

TEST_F(MapperTest, MapsAMaskedCodeNamedInATable) {
  tables_.put(test::table_of(scheme_, "need", "need",
                             "[identificativo 9 caratteri #0a1b2c3d],,meals,equivalent,APPROVED,,,\n"));
  auto maker = complete_record();
  maker.put_code(Field::need_code, "need", "ID-SECRET", 0);
  const auto mapped = Mapper(scheme_, tables_, clock_).map(maker.record(), "src", mask_ids);
  EXPECT_TRUE(mapped.issues.empty());
  EXPECT_EQ(mapped.record.needs.at(0).code, "meals");
  EXPECT_EQ(mapped.record.needs.at(0).source_code, "[identificativo 9 caratteri #0a1b2c3d]");
}

TEST_F(MapperTest, KeepsACodeNamedInATable) {
  tables_.put(test::table_of(scheme_, "need", "need", "ID-KNOWN,,meals,equivalent,APPROVED,,,\n"));
  auto maker = complete_record();
  maker.put_code(Field::need_code, "need", "ID-KNOWN", 0);
  const auto mapped = Mapper(scheme_, tables_, clock_).map(maker.record(), "src", mask_ids);
  EXPECT_EQ(mapped.record.needs.at(0).source_code, "ID-KNOWN");
}

// tests/cost counts the instructions of such a record.
TEST_F(MapperTest, TellsEveryFaultOfARecordOfManyServices) {
  auto maker = complete_record();
  maker.drop(Field::record_id);
  for (std::uint32_t i = 0; i < 2000; ++i) {
    maker.put_code(Field::intervention_type, "intervention", "N" + std::to_string(i), i);
    maker.put(Field::intervention_start, "2017-01-02", i).put(Field::intervention_end, "2017-01-01", i);
    maker.put(Field::intervention_area, "minori", i);
  }
  const auto mapped = map(maker);
  EXPECT_EQ(mapped.waiting.size(), 2000U);
  EXPECT_EQ(mapped.issues.size(), 4001U);
}

}  // namespace
}  // namespace raccordo::mapping
