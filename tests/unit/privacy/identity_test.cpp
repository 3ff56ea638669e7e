#include "privacy/identity.hpp"

#include <gtest/gtest.h>

namespace raccordo::privacy {
namespace {

using model::Field;
using model::IssueCode;

constexpr base::Date kToday{2026, 11, 22};

class Places final : public model::Locator {
 public:
  model::Place locate(model::NodeId node) const override { return {model::Place::Kind::csv, "CF", node}; }
};

class Identity : public ::testing::Test {
 protected:
  Identity() {
    record_.record_id = "R-1";
    fields_.number = 5;
    fields_.locator = &places_;
    fields_.values.push_back({Field::person_id, 0, "", "", "", 2});
    fields_.values.push_back({Field::person_birth_date, 0, "", "", "", 3});
    set("RSSMRA80A41F205B");
  }
  void set(const std::string& id, model::IdType type = model::IdType::fiscal_code) {
    record_.person.id = base::Secret(id);
    record_.person.id_type = type;
  }
  ResolvedPerson check() { return check_identity(record_, fields_, kToday, issues_); }

  Places places_;
  model::CaseRecord record_;
  model::FieldRecord fields_;
  std::vector<model::Issue> issues_;
};

TEST_F(Identity, UsesSexAndBirthDateOfTheFiscalCode) {
  record_.person.sex.code = "U";
  record_.person.birth_date = base::Date{1980, 0, 0};
  const auto person = check();
  EXPECT_TRUE(issues_.empty());
  EXPECT_EQ(person.sex, "F");
  EXPECT_EQ(person.birth_date, (base::Date{1980, 1, 1}));
  EXPECT_TRUE(person.from_fiscal_code);
}

TEST_F(Identity, RejectsAWrongCheckCharacterWithItsPlaceButNotItsText) {
  set("RSSMRA80A41F205C");
  record_.person.sex.code = "F";
  const auto person = check();
  ASSERT_EQ(issues_.size(), 1U);
  EXPECT_EQ(issues_[0].code, IssueCode::bad_fiscal_code);
  EXPECT_EQ(issues_[0].severity, model::Severity::error);
  EXPECT_EQ(issues_[0].field, "person.id");
  EXPECT_EQ(issues_[0].record, 5U);
  EXPECT_EQ(issues_[0].record_id, "R-1");
  EXPECT_EQ(issues_[0].at.number, 2U);
  EXPECT_EQ(issues_[0].message.find("RSSMRA"), std::string::npos);
  EXPECT_TRUE(issues_[0].value.empty());
  EXPECT_FALSE(person.from_fiscal_code);
  EXPECT_EQ(person.sex, "F");
}

TEST_F(Identity, ComparesPartialBirthDates) {
  for (const auto& good :
       {base::Date{1980, 1, 1}, base::Date{1980, 1, 0}, base::Date{1980, 0, 0}, base::Date{1880, 1, 1}}) {
    record_.person.birth_date = good;
    check();
    EXPECT_TRUE(issues_.empty()) << to_string(good);
  }
  for (const auto& bad : {base::Date{1981, 0, 0}, base::Date{1980, 2, 0}, base::Date{1980, 1, 2}}) {
    issues_.clear();
    record_.person.birth_date = bad;
    check();
    ASSERT_EQ(issues_.size(), 1U) << to_string(bad);
    EXPECT_EQ(issues_[0].code, IssueCode::fiscal_code_mismatch);
    EXPECT_EQ(issues_[0].field, "person.birth_date");
    EXPECT_EQ(issues_[0].at.number, 3U);
    EXPECT_EQ(issues_[0].message.find("1980"), std::string::npos);
  }
}

TEST_F(Identity, ReportsADifferentSexButNotAnUnknownOne) {
  for (const auto* sex : {"", "U", "F"}) {
    record_.person.sex.code = sex;
    check();
    EXPECT_TRUE(issues_.empty()) << sex;
  }
  record_.person.sex.code = "M";
  check();
  ASSERT_EQ(issues_.size(), 1U);
  EXPECT_EQ(issues_[0].code, IssueCode::fiscal_code_mismatch);
  EXPECT_EQ(issues_[0].field, "person.sex");
}

TEST_F(Identity, UsesTheValuesOfTheRecordForOtherKinds) {
  set("12345678903", model::IdType::provisional);
  record_.person.sex.code = "M";
  record_.person.birth_date = base::Date{1950, 0, 0};
  const auto person = check();
  EXPECT_TRUE(issues_.empty());
  EXPECT_FALSE(person.from_fiscal_code);
  EXPECT_EQ(person.sex, "M");
  EXPECT_EQ(person.birth_date, (base::Date{1950, 0, 0}));
  set("12345678904", model::IdType::provisional);
  check();
  ASSERT_EQ(issues_.size(), 1U);
  EXPECT_EQ(issues_[0].code, IssueCode::bad_fiscal_code);
}

TEST_F(Identity, ReportsNothingForAMissingOrRefusedIdentifier) {
  set("");
  check();
  EXPECT_TRUE(issues_.empty());
  set("X");
  model::Issue said;
  said.field = "person.id";
  said.code = IssueCode::bad_fiscal_code;
  issues_.push_back(said);
  check();
  EXPECT_EQ(issues_.size(), 1U);
}

}  // namespace
}  // namespace raccordo::privacy
