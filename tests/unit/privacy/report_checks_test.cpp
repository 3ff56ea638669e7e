// A report: the code of its body, its number, the birth date of an unknown person.
#include "privacy/report_checks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raccordo::privacy {
namespace {

using model::IssueCode;
using testing::HasSubstr;
using testing::Not;

std::vector<model::Issue> issues_of(const std::string& code) {
  model::FieldRecord fields;
  model::CaseRecord record;
  if (!code.empty()) fields.values.push_back({model::Field::managed_by, 0, code, "", "", 0});
  record.managed_by = code;
  std::vector<model::Issue> issues;
  check_body(record, fields, issues);
  return issues;
}

TEST(BodyCode, FiscalCodeOfElevenDigitsAndRuntsNumbersAreRight) {
  for (const auto* code : {"95600000004", " 956 0000 0004 ", "00000000018", "41230", "7"})
    EXPECT_TRUE(issues_of(code).empty()) << code;
}

TEST(BodyCode, AWrongOneIsAWarningThatSaysWhatIsWrong) {
  const auto told = [](const std::string& code) {
    const auto issues = issues_of(code);
    EXPECT_EQ(issues.size(), 1u) << code;
    EXPECT_EQ(issues.at(0).severity, model::Severity::warning);
    EXPECT_EQ(issues.at(0).field, "managed_by");
    EXPECT_THAT(issues.at(0).message, Not(HasSubstr(code))) << code;
    return issues.at(0);
  };
  EXPECT_THAT(told("95600000005").message, HasSubstr("check digit"));
  EXPECT_THAT(told("0123456").message, HasSubstr("without zeros before it"));
  EXPECT_THAT(told("00000000000").message, HasSubstr("check digit"));
  EXPECT_THAT(told("RTONNA48D52A794K").message, HasSubstr("code of a person"));
  EXPECT_THAT(told("rton na48 d52a 794k").message, HasSubstr("code of a person"));
  EXPECT_THAT(told("STP0300000000017").message, HasSubstr("code of a person"));
  EXPECT_THAT(told("[identificativo 16 caratteri #1a2b3c4d]").message, HasSubstr("code of a person"));
  EXPECT_THAT(told("Caritas").message, HasSubstr("only digits"));
  EXPECT_EQ(told("Caritas").code, IssueCode::bad_fiscal_code);
}

TEST(BodyCode, NoneIsMissing) {
  for (const auto* code : {"", "  "}) {
    const auto issues = issues_of(code);
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_EQ(issues[0].code, IssueCode::missing_field);
    EXPECT_EQ(issues[0].severity, model::Severity::warning);
  }
}

TEST(RecordNumber, MayNotBeAPersonsCode) {
  const auto is_refused = [](const std::string& number) {
    model::FieldRecord fields;
    fields.values.push_back({model::Field::record_id, 0, number, "", "", 0});
    model::CaseRecord record;
    record.record_id = number;
    std::vector<model::Issue> issues;
    check_number(fields, record, issues);
    if (issues.empty()) {
      EXPECT_EQ(record.record_id, number);
      return false;
    }
    EXPECT_EQ(issues[0].code, IssueCode::unexpected_shape);
    EXPECT_EQ(issues[0].severity, model::Severity::error);
    EXPECT_EQ(record.record_id, "");
    EXPECT_THAT(issues[0].message, Not(HasSubstr(number)));
    return true;
  };
  for (const auto* number :
       {"RTONNA48D52A794K", "mensa-rtonna48d52a794k-2", "RTONNA 48D52 A794K", "STP0300000000017",
        "95600000004/RTONNA48D52A794K", "case-RTONNA48D52A794K", "RTONNA48D52A794", "x/rtonna48d52a794"})
    EXPECT_TRUE(is_refused(number)) << number;
  for (const auto* number :
       {"ringhiera-2017-0001", "95600000004", "95600000004-1", "2017/95600000004/12", "1", "",
        "abcdef80a01f205e", "ABCDEFABCDEFABC", "abcdef80-a01f-205e-8a01-f205eabcdef8"})
    EXPECT_FALSE(is_refused(number)) << number;
}

TEST(UnknownPerson, KeepsTheYearOfBirthAlone) {
  model::Person person;
  person.birth_date = base::Date{1961, 9, 12};
  keep_year_of_unknown(person);
  EXPECT_EQ(person.birth_date, (base::Date{1961, 9, 12}));
  person.id_type = model::IdType::local;
  keep_year_of_unknown(person);
  EXPECT_EQ(person.birth_date, (base::Date{1961, 0, 0}));
  person.birth_date.reset();
  keep_year_of_unknown(person);
  EXPECT_FALSE(person.birth_date);
}

}  // namespace
}  // namespace raccordo::privacy
