#include "privacy/fiscal_code.hpp"

#include <gtest/gtest.h>

#include <array>

namespace raccordo::privacy {
namespace {

using model::IdType;

constexpr base::Date kToday{2026, 11, 22};

struct Vector {
  std::string_view code, sex, birthplace;
  int year, month, day;
};

/// Invented persons; check characters computed independently of this program.
constexpr std::array<Vector, 9> kGood = {{
    {"RSSMRA80A01F205X", "M", "F205", 80, 1, 1},
    {"RSSMRA80A41F205B", "F", "F205", 80, 1, 1},
    {"VRDLCU55T12A794N", "M", "A794", 55, 12, 12},
    {"BNCGNN85T50Z404O", "F", "Z404", 85, 12, 10},
    {"NRELCU17L31Z100S", "M", "Z100", 17, 7, 31},
    {"RSSMRA80A71F205E", "F", "F205", 80, 1, 31},
    {"RSSMRA80B29F205T", "M", "F205", 80, 2, 29},
    {"RSSMRA00B29F205B", "M", "F205", 0, 2, 29},
    {"FOXDRA26A01L219J", "M", "L219", 26, 1, 1},
}};

TEST(FiscalCode, ReadsSexDateAndBirthplace) {
  for (const auto& vector : kGood) {
    EXPECT_EQ(fault_of(IdType::fiscal_code, vector.code), std::nullopt) << vector.code;
    const auto facts = read_fiscal_code(vector.code);
    ASSERT_TRUE(facts) << vector.code;
    EXPECT_EQ(std::string(1, facts->sex), vector.sex);
    EXPECT_EQ(facts->year_of_century, vector.year);
    EXPECT_EQ(facts->month, vector.month);
    EXPECT_EQ(facts->day, vector.day);
    EXPECT_EQ(facts->birthplace, vector.birthplace);
  }
}

TEST(FiscalCode, ReadsOmocodiaLettersAsDigits) {
  for (const auto* code : {"RSSMRA80A01F20RS", "RSSMRA80ALMF205A"}) {
    const auto facts = read_fiscal_code(code);
    ASSERT_TRUE(facts) << code;
    EXPECT_EQ(facts->birthplace, "F205");
    EXPECT_EQ(facts->day, 1);
  }
  const auto all_letters = read_fiscal_code("RSSMRALMALMFNLRS");
  ASSERT_TRUE(all_letters);
  EXPECT_EQ(all_letters->year_of_century, 1);
  EXPECT_EQ(all_letters->birthplace, "F205");
}

TEST(FiscalCode, RefusesEveryOtherCheckCharacter) {
  for (char last = 'A'; last <= 'Z'; ++last) {
    const auto fault = fault_of(IdType::fiscal_code, std::string("RSSMRA80A01F205") + last);
    EXPECT_EQ(fault.has_value(), last != 'X') << last;
  }
}

TEST(FiscalCode, RefusesEveryTransposition) {
  const std::string good = "RSSMRA80A01F205X";
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto bad = good;
    bad[i] = bad[i] == '9' ? '0' : static_cast<char>(bad[i] + 1);
    EXPECT_TRUE(fault_of(IdType::fiscal_code, bad)) << i;
  }
}

TEST(FiscalCode, RefusesNonexistentDatesWithAValidCheckCharacter) {
  for (const auto* code : {"RSSMRA80B30F205A", "RSSMRA81B29F205U", "RSSMRA80A32F205F", "RSSMRA80A00F205Y",
                           "RSSMRA80A40F205C", "RSSMRA80A72F205J", "RSSMRA80D31F205G"}) {
    const auto fault = fault_of(IdType::fiscal_code, code);
    ASSERT_TRUE(fault) << code;
    EXPECT_NE(fault->find("date of birth"), std::string::npos) << *fault;
  }
  const auto month = fault_of(IdType::fiscal_code, "RSSMRA80F01F205J");
  ASSERT_TRUE(month);
  EXPECT_NE(month->find("month"), std::string::npos) << *month;
}

TEST(FiscalCode, RefusesHostileTexts) {
  for (const std::string& text :
       {std::string(), std::string("RSSMRA80A01F205"), std::string("RSSMRA80A01F205XX"),
        std::string(16, '\0'), std::string("rssmra80a01f205x"), std::string("RSSMRA80A01F205\xC3"),
        std::string(1000000, 'A'), std::string("RSSMRAA0A01F205X"), std::string("RSSMR080A01F205X"),
        std::string("RSSMRA80A01F2O5X")}) {
    EXPECT_TRUE(fault_of(IdType::fiscal_code, text)) << text.substr(0, 20);
    EXPECT_FALSE(read_fiscal_code(text));
  }
  EXPECT_EQ(check_character("RSSMRA80A01F20\xE9"), '\0');
}

TEST(FiscalCode, NeverQuotesTheIdentifier) {
  const auto fault = fault_of(IdType::fiscal_code, "RSSMRA80A01F205Z");
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->find("RSSMRA"), std::string::npos);
}

TEST(FiscalCode, FindsTheKindByShape) {
  EXPECT_EQ(shape_of("RSSMRA80A01F205Z"), IdType::fiscal_code);
  EXPECT_EQ(shape_of("STP0301234567890"), IdType::stp);
  EXPECT_EQ(shape_of("ENI0301234567890"), IdType::eni);
  EXPECT_EQ(shape_of("12345678901"), IdType::provisional);
  for (const auto* text : {"", "STP030123456789", "STP03012345678901", "EN10301234567890", "1234567890",
                           "123456789012", "stp0301234567890", "HP-1"}) {
    EXPECT_EQ(shape_of(text), std::nullopt) << text;
  }
}

TEST(FiscalCode, ChecksProvisionalCodes) {
  for (const auto* good : {"07743910155", "12345678903", "80016021166", "99999999990"}) {
    EXPECT_EQ(fault_of(IdType::provisional, good), std::nullopt) << good;
  }
  for (const auto* bad :
       {"07743910156", "12345678901", "1234567890", "123456789030", "1234567890X", "00000000000"}) {
    EXPECT_TRUE(fault_of(IdType::provisional, bad)) << bad;
  }
}

TEST(FiscalCode, ChecksTheShapeOfRegionalCodesAndThatLocalOnesAreNotEmpty) {
  EXPECT_FALSE(fault_of(IdType::stp, "STP0301234567890"));
  EXPECT_TRUE(fault_of(IdType::stp, "ENI0301234567890"));
  EXPECT_FALSE(fault_of(IdType::eni, "ENI0301234567890"));
  EXPECT_TRUE(fault_of(IdType::eni, "ENI030123456789"));
  EXPECT_FALSE(fault_of(IdType::local, "7"));
  EXPECT_TRUE(fault_of(IdType::local, ""));
}

TEST(BirthDate, UsesTheCenturyOfTheHintElseTheLatestInThePast) {
  const auto facts = *read_fiscal_code("NRELCU17L31Z100S");
  EXPECT_EQ(birth_date_of(facts, std::nullopt, kToday), (base::Date{2017, 7, 31}));
  EXPECT_EQ(birth_date_of(facts, base::Date{1917, 0, 0}, kToday), (base::Date{1917, 7, 31}));
  EXPECT_EQ(birth_date_of(facts, base::Date{1918, 0, 0}, kToday), (base::Date{2017, 7, 31}));
  EXPECT_EQ(birth_date_of(facts, std::nullopt, {2017, 7, 31}), (base::Date{2017, 7, 31}));
  EXPECT_EQ(birth_date_of(facts, std::nullopt, {2017, 7, 30}), (base::Date{1917, 7, 31}));
  EXPECT_EQ(birth_date_of(*read_fiscal_code("RSSMRA00B29F205B"), std::nullopt, kToday),
            (base::Date{2000, 2, 29}));
}

TEST(BirthDate, SkipsACenturyWithoutTheDay) {
  const auto facts = *read_fiscal_code("RSSMRA00B29F205B");
  EXPECT_EQ(birth_date_of(facts, base::Date{1900, 0, 0}, kToday), (base::Date{2000, 2, 29}));
}

}  // namespace
}  // namespace raccordo::privacy
