#include "model/shown_value.hpp"

#include <gtest/gtest.h>

namespace raccordo::model {
namespace {

/// Replaces the masking of privacy/: masks one text.
CodeMask mask_of(std::string_view identifier) {
  return [identifier](std::string_view text) {
    return text.find(identifier) == std::string_view::npos ? std::string(text)
                                                           : std::string("[identificativo 16 caratteri #0]");
  };
}

std::string shown(std::string_view text) { return shown_value(Field::opened, text, mask_of("RSSMRA80")); }

TEST(ShownValue, RepeatsDatesNumbersAndOrdinaryWords) {
  for (const std::string_view text : {"31/11/2017", "2017-13-01T10:00:00Z", "1.285,5x", "1285 EUR", "domani",
                                      "31 Dicembre 2017", "n.d.", "NO", "12 ore e mezza", ""})
    EXPECT_EQ(shown(text), "\"" + std::string(text) + "\"");
}

TEST(ShownValue, RepeatsNoIdentifierAndNoName) {
  EXPECT_EQ(shown("RSSMRA80A01F205X"), "[identificativo 16 caratteri #0]");
  for (const std::string_view text : {"Rossi", "ROSSI MARIO", "nato a Bergamo", "D'Amico", "Àlvaro"}) {
    const auto told = shown(text);
    EXPECT_EQ(told.find(text.substr(text.size() - 4)), std::string::npos) << told;
    EXPECT_NE(told.find("may be a name"), std::string::npos) << told;
  }
}

TEST(ShownValue, RepeatsNoIdentifyingTextWithoutAMask) {
  EXPECT_EQ(shown_value(Field::opened, "RSSMRA80A01F205X", {}), "a value of 16 characters");
  EXPECT_EQ(shown_value(Field::opened, "12345678903", {}), "a value of 11 characters");
  EXPECT_EQ(shown_value(Field::opened, "31/11/2017", {}), "\"31/11/2017\"");
}

TEST(ShownValue, ShowsOnlyTheShapeOfABirthDate) {
  EXPECT_EQ(shown_value(Field::person_birth_date, "31/02/1980", mask_of("-")), "\"##/##/####\"");
  EXPECT_EQ(shown_value(Field::person_birth_date, "ieri", mask_of("-")), "\"xxxx\"");
}

TEST(ShownValue, TruncatesAtACharacterAndShowsNoBytes) {
  EXPECT_EQ(shown(std::string(39, '1') + "\xC3\xA8\xC3\xA8"), "\"" + std::string(39, '1') + "...\"");
  EXPECT_EQ(shown("1\xFF"), "a value that is no text");
  EXPECT_EQ(shown("1\x07"), "a value that is no text");
}

}  // namespace
}  // namespace raccordo::model
