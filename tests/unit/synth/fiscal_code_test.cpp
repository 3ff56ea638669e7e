#include "synth/fiscal_code.hpp"

#include <gtest/gtest.h>

namespace raccordo::synth {
namespace {

TEST(FiscalCode, EqualsThePublishedExamples) {
  EXPECT_EQ(make_fiscal_code("ROSSI", "MARIO", 'M', {1980, 1, 1}, "F205"), "RSSMRA80A01F205X");
  EXPECT_EQ(make_fiscal_code("ROSSI", "MARIO", 'M', {1980, 1, 1}, "A794"), "RSSMRA80A01A794J");
}

TEST(FiscalCode, AddsFortyToTheDayOfWomen) {
  EXPECT_EQ(make_fiscal_code("ROSSI", "MARIA", 'F', {1980, 12, 31}, "F205").substr(6, 5), "80T71");
}

TEST(FiscalCode, DropsTheSecondOfFourConsonantsOfTheGivenName) {
  EXPECT_EQ(make_fiscal_code("ROSSI", "GIANFRANCO", 'M', {1980, 1, 1}, "F205").substr(3, 3), "GFR");
  EXPECT_EQ(make_fiscal_code("ROSSI", "ANNA", 'F', {1980, 1, 1}, "F205").substr(3, 3), "NNA");
}

TEST(FiscalCode, PadsShortNamesWithX) {
  EXPECT_EQ(make_fiscal_code("FO", "LI", 'M', {1980, 1, 1}, "F205").substr(0, 6), "FOXLIX");
}

TEST(FiscalCode, IgnoresApostrophesAndBlanks) {
  EXPECT_EQ(make_fiscal_code("D'ADDA", "DE LUCA", 'M', {1980, 1, 1}, "F205").substr(0, 6), "DDDDLC");
}

TEST(FiscalCode, OmocodicLettersGetACheckCharacterOfTheirOwn) {
  const auto code = make_omocodic("RSSMRA80A01F205X", 1);
  EXPECT_EQ(code.substr(0, 15), "RSSMRA80A01F20R");
  EXPECT_EQ(code[15], fiscal_check_character(code.substr(0, 15)));
  EXPECT_EQ(make_omocodic("RSSMRA80A01F205X", 7).substr(0, 15), "RSSMRAULALMFNLR");
}

TEST(FiscalCode, SpoiltCheckCharacterIsAnotherLetter) {
  EXPECT_EQ(spoil_check_character("RSSMRA80A01F205X"), "RSSMRA80A01F205Y");
  EXPECT_EQ(spoil_check_character("RSSMRA80A01F205Z"), "RSSMRA80A01F205A");
}

TEST(FiscalCode, ProvisionalCodesSumToATenByTheVatRule) {
  for (const std::uint64_t number : {0ULL, 7ULL, 123456789ULL, 9999999999ULL}) {
    const auto code = make_provisional_code(number);
    ASSERT_EQ(code.size(), 11U);
    int sum = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
      const int digit = code[i] - '0';
      sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    EXPECT_EQ(sum % 10, 0) << code;
  }
}

}  // namespace
}  // namespace raccordo::synth
