#include <gtest/gtest.h>

#include <set>
#include <string>

#include "model/case_record.hpp"
#include "model/extract.hpp"
#include "model/field.hpp"
#include "model/issue.hpp"
#include "model/receipt.hpp"
#include "model/sender.hpp"

namespace raccordo::model {
namespace {

/// The words of docs/records.md, in the order of the enum: each must be printed and read back.
template <class Enum, class Parse>
void expect_words(const std::vector<std::string>& words, Parse parse) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto value = static_cast<Enum>(i);
    EXPECT_EQ(to_string(value), words[i]);
    EXPECT_EQ(parse(words[i]), value) << words[i];
  }
  for (const auto* wrong : {"", "no such word", "ACCEPTED ", "Cases"}) EXPECT_FALSE(parse(wrong)) << wrong;
}

TEST(Names, AreTheDocumentedOnesAndRoundTrip) {
  const std::vector<std::string> outcomes = {"ACCEPTED", "UNCHANGED", "QUARANTINED", "REJECTED"};
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    EXPECT_EQ(to_string(static_cast<Outcome>(i)), outcomes[i]);
  expect_words<IdType>({"fiscal-code", "stp", "eni", "provisional", "local"}, parse_id_type);
  expect_words<RecordKind>({"case", "report"}, parse_record_kind);
  expect_words<Sender>({"municipal", "health", "third-sector"}, parse_sender);
  expect_words<Measure>(
      {"persons", "cases", "interventions", "amount", "prevalence", "incidence", "persons-joint"},
      parse_measure);
  expect_words<When>({"registered-by-end", "open-at-end", "active-during", "opened-during", "closed-during"},
                     parse_when);
  expect_words<Dimension>({"territory", "residence", "area", "type", "sex", "age", "citizenship", "channel",
                           "need", "closure", "management", "month", "sender"},
                          parse_dimension);
  expect_words<TerritoryLevel>({"comune", "group", "ambito", "district"}, parse_territory_level);
  expect_words<Periodicity>({"year", "quarter", "month"}, parse_periodicity);
}

TEST(Names, OfIssueCodesAreTheDocumentedOnesAndRoundTrip) {
  expect_words<IssueCode>(
      {"malformed-document", "truncated-document", "record-too-large",  "missing-field",
       "bad-date",           "bad-number",         "bad-fiscal-code",   "fiscal-code-mismatch",
       "unknown-comune",     "not-your-comune",    "end-before-start",  "date-in-future",
       "unmapped-code",      "ambiguous-code",     "expired-code",      "duplicate-record",
       "stale-version",      "bad-encoding",       "unknown-item",      "quarantine-expired",
       "value-too-long",     "beyond-retention",   "processing-failed", "unexpected-shape",
       "record-torn",        "field-fell-empty",   "record-taken-over", "person-changed",
       "erased-meanwhile",   "ambiguous-time",     "consent-missing"},
      parse_issue_code);
}

TEST(Names, OfListsRoundTripAndTheRecordHasNone) {
  for (std::size_t i = 1; i < kLists; ++i) {
    const auto list = static_cast<List>(i);
    EXPECT_EQ(parse_list(to_string(list)), list);
  }
  EXPECT_EQ(to_string(List::none), "");
  EXPECT_FALSE(parse_list(""));
}

TEST(SubmissionState, IsWrittenInCapitals) {
  EXPECT_EQ(to_string(SubmissionState::processing), "PROCESSING");
  EXPECT_EQ(to_string(SubmissionState::completed), "COMPLETED");
  EXPECT_EQ(to_string(SubmissionState::truncated), "TRUNCATED");
  EXPECT_EQ(to_string(SubmissionState::failed), "FAILED");
  EXPECT_EQ(to_string(SubmissionState::received), "RECEIVED");
  EXPECT_EQ(to_string(SubmissionState::waiting), "WAITING");
}

TEST(FieldTable, IsIndexedByFieldAndNamesEachFieldOnce) {
  std::set<std::pair<List, std::string_view>> seen;
  for (std::size_t i = 0; i < kFields; ++i) {
    const auto& row = info(static_cast<Field>(i));
    EXPECT_EQ(static_cast<std::size_t>(row.field), i);
    EXPECT_FALSE(row.name.empty()) << i;
    EXPECT_TRUE(seen.insert({row.list, row.name}).second) << row.name;
    EXPECT_EQ(find_field(row.list, row.name), row.field) << row.name;
  }
}

TEST(FieldTable, GivesACodeSystemToCodesOnlyAndAFutureToDatesOnly) {
  for (const auto& row : field_table()) {
    EXPECT_EQ(row.kind == FieldKind::code, !row.code_system.empty()) << row.name;
    EXPECT_TRUE(!row.planned || row.kind == FieldKind::date) << row.name;
  }
}

TEST(FieldTable, RequiresTheDocumentedFields) {
  std::set<std::string_view> required;
  for (const auto& row : field_table()) {
    if (row.required) required.insert(row.name);
  }
  EXPECT_EQ(required,
            (std::set<std::string_view>{"record_id", "owner", "opened", "person.id_type", "person.id"}));
}

TEST(FieldTable, FindsNoFieldInAnotherList) {
  EXPECT_FALSE(find_field(List::none, "start"));
  EXPECT_FALSE(find_field(List::plans, "record_id"));
  EXPECT_FALSE(find_field(List::none, ""));
}

TEST(FieldPath, NamesTheItemInsideListsOnly) {
  EXPECT_EQ(field_path(Field::intervention_type, 2), "interventions[2].type");
  EXPECT_EQ(field_path(Field::person_birth_date, 2), "person.birth_date");
}

}  // namespace
}  // namespace raccordo::model
