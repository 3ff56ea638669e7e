#include "mapping/record_json.hpp"

#include "mapping/stored_record.hpp"
#include "unit/mapping/full_record.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using model::Field;
using test::complete_record;
using test::full_record;

TEST(SharedRecordLine, PrintsKeysInTheOrderOfTheSchema) {
  EXPECT_EQ(
      shared_record_line(full_record(), "RSSMRA80A01F205X"),
      R"({"source":"health-portal","record_id":"HP-\"1\"","version":"2017-11-03T10:00:00Z","kind":"report",)"
      R"("owner":"016198","managed_by":"95600000004",)"
      R"("opened":"2016-03-01","closed":"2017-06-30",)"
      R"("person":{"id_type":"fiscal-code","id":"RSSMRA80A01F205X","sex":"M","birth_date":"1980-01","residence":"016198","citizenship":"IT","household":{"type":"single","members":1}},)"
      R"("access":{"date":"2016-02-20","channel":"self","request":{"source_code":"R9"},"referred_to":"asst"},)"
      R"("needs":[{"code":"meals"},{"code":{"source_code":"Q"}}],"assessments":[{"date":"2016-03-10"}],)"
      R"("plans":[{"id":"P1","start":"2016-04-01","value":"1200.00","copayment":"0.05"}],)"
      R"("interventions":[{"id":"I1","area":"anziani","type":{"source_code":"SAD9"},"start":"2016-04-01","end":"2017-06-30","amount":"1100.00","quantity":"40","unit":"hour","management":"associated","managed_by":"Consorzio"}],)"
      R"("closure":{"date":"2017-06-30","reason":"deceased"}})");
}

TEST(SharedRecordLine, LeavesAbsentValuesAndEmptyListsOut) {
  model::CaseRecord record;
  record.source = "s";
  record.record_id = "1";
  record.person.id_type = model::IdType::local;
  EXPECT_EQ(shared_record_line(record, "7"),
            R"({"source":"s","record_id":"1","person":{"id_type":"local","id":"7"}})");
}

TEST(SharedRecordLine, SaysWhatAReportIsAndWhoMadeIt) {
  model::CaseRecord record;
  record.source = "s";
  record.record_id = "1";
  record.kind = model::RecordKind::report;
  record.owner = "016024";
  record.managed_by = "95600000004";
  record.access.referred_to = {"asst", "A", "", "referral", 1};
  EXPECT_EQ(shared_record_line(record, ""),
            R"({"source":"s","record_id":"1","kind":"report","owner":"016024","managed_by":"95600000004",)"
            R"("person":{"id_type":"fiscal-code"},"access":{"referred_to":"asst"}})");
  const auto read = read_stored_record(stored_record(record));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->kind, model::RecordKind::report);
  EXPECT_EQ(read->managed_by, "95600000004");
  EXPECT_EQ(read->access.referred_to.source_code, "A");
}

TEST(StoredRecordJson, ShowsTheOriginOfCodesAndNoIdentifier) {
  const auto text = stored_record_json(full_record());
  EXPECT_EQ(text.find("RSSMRA"), std::string::npos);
  EXPECT_NE(
      text.find(R"("sex":{"code":"M","source_code":"1","source_label":"Maschio","table":"sex","version":3})"),
      std::string::npos);
}

TEST(FieldRecordJson, KeepsValuesPlacesListsAndIssues) {
  auto maker = complete_record();
  maker.put_code(Field::intervention_type, "intervention", "SAD9", 1, "Assistenza")
      .put(Field::person_sex, "M");
  auto& fields = maker.record();
  fields.items[static_cast<std::size_t>(model::List::plans)] = 2;
  model::Issue issue;
  issue.record_id = "R-1";
  issue.severity = model::Severity::warning;
  issue.code = model::IssueCode::unknown_item;
  issue.field = "person.sex";
  issue.at = {model::Place::Kind::xml, "/a/b[2]", 9};
  issue.message = "what to do";
  fields.issues.push_back(issue);
  const auto text = field_record_json(fields);
  const auto read = read_field_record(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(field_record_json(read->record), text);
  EXPECT_EQ(read->record.number, 3U);
  EXPECT_EQ(read->record.items, fields.items);
  ASSERT_EQ(read->record.values.size(), fields.values.size());
  const auto* value = read->record.find(Field::intervention_type, 1);
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(value->text, "SAD9");
  EXPECT_EQ(value->table, "intervention");
  EXPECT_EQ(value->label, "Assistenza");
  const auto place = read->record.place_of(value->node);
  EXPECT_EQ(place.kind, model::Place::Kind::csv);
  EXPECT_EQ(place.path, "COL");
  EXPECT_EQ(place.number, 6U);
  ASSERT_EQ(read->record.issues.size(), 1U);
  EXPECT_EQ(read->record.issues[0].severity, model::Severity::warning);
  EXPECT_EQ(read->record.issues[0].at.path, "/a/b[2]");
  EXPECT_EQ(read->record.issues[0].record, 3U);
}

TEST(FieldRecordJson, KnowsEveryField) {
  test::RecordMaker maker;
  for (const auto& row : model::field_table()) maker.put(row.field, "x", 0);
  const auto read = read_field_record(field_record_json(maker.record()));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->record.values.size(), model::kFields);
  for (std::size_t i = 0; i < model::kFields; ++i) {
    EXPECT_EQ(read->record.values[i].field, model::field_table()[i].field);
  }
}

TEST(FieldRecordJson, RefusesOtherContent) {
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("[]"),
        std::string(R"({"items":{},"values":[{"field":"x"}]})"),
        std::string(R"({"items":{},"values":[{"field":"owner","item":4294967295}]})"),
        std::string(R"({"items":{"plans":99999999999}})"), std::string(R"({"items":{},"values":{}})"),
        std::string(R"({"items":{},"values":[{"field":"owner","at":{"kind":"pdf"}}]})"),
        std::string(R"({"items":{},"issues":[{"code":"no-such"}]})")}) {
    EXPECT_FALSE(read_field_record(text)) << text;
  }
}

class ContentDigest : public ::testing::Test {
 protected:
  base::Digest digest(test::RecordMaker& maker) { return content_digest(maker.record(), key_); }
  base::Hmac key_{std::string(32, 'k')};
};

TEST_F(ContentDigest, DoesNotDependOnOrderPlacesOrVersion) {
  auto first = complete_record();
  first.put(Field::version, "2017-01-01T00:00:00Z").put(Field::person_sex, "M").put(Field::plan_id, "P", 0);
  auto second = complete_record();
  second.put(Field::plan_id, "P", 0).put(Field::person_sex, "M").put(Field::version, "2018-01-01T00:00:00Z");
  second.record().number = 99;
  EXPECT_EQ(digest(first), digest(second));
}

TEST_F(ContentDigest, ChangesWithEveryValueItemTableAndKey) {
  auto base_maker = complete_record();
  base_maker.put(Field::need_code, "a", 0).put(Field::need_code, "b", 1);
  const auto plain = digest(base_maker);
  auto swapped = complete_record();
  swapped.put(Field::need_code, "b", 0).put(Field::need_code, "a", 1);
  EXPECT_NE(digest(swapped), plain);
  auto tabled = complete_record();
  tabled.put_code(Field::need_code, "need", "a", 0).put(Field::need_code, "b", 1);
  EXPECT_NE(digest(tabled), plain);
  auto glued = complete_record();
  glued.put(Field::need_code, "a1:b", 0);
  EXPECT_NE(digest(glued), plain);
  EXPECT_NE(content_digest(base_maker.record(), base::Hmac("other")), plain);
}

}  // namespace
}  // namespace raccordo::mapping
