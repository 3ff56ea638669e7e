#include "base/invisible_character.hpp"

#include <gtest/gtest.h>

#include <string>

namespace raccordo::base {
namespace {

using namespace std::string_literals;

TEST(InvisibleCharacter, NamesControlCharactersAndMarksOfDirection) {
  EXPECT_EQ(invisible_character("a\0b"s), "U+0000");
  EXPECT_EQ(invisible_character("\x1B[2J"), "U+001B");
  EXPECT_EQ(invisible_character("\x7F"), "U+007F");
  EXPECT_EQ(invisible_character("a\u009B"), "U+009B");
  EXPECT_EQ(invisible_character("2017 \u202E7102"), "U+202E");
  EXPECT_EQ(invisible_character("\u2028"), "U+2028");
  for (const auto* each :
       {"\u061C", "\u200B", "\u200E", "\u200F", "\u202A", "\u2060", "\u2066", "\u2069", "\uFEFF"})
    EXPECT_TRUE(invisible_character("Comune"s + each)) << each;
}

TEST(InvisibleCharacter, PassesOverTextOfEveryScript) {
  for (const auto* each : {"", "richiesta 7 del 2026", "perché è così: «sì», l’8 – 9 €",
                           "Ж 中 \u05E9\u05DC\u05D5\u05DD", "\U0001F600", "क\u200Dष", "San\u00A0Paolo"})
    EXPECT_EQ(invisible_character(each), std::nullopt) << each;
}

TEST(InvisibleCharacter, FindsLineEndsOnlyInTextsOfOneLine) {
  EXPECT_EQ(invisible_character("a\nb"), "U+000A");
  EXPECT_EQ(invisible_character("a\tb"), "U+0009");
  EXPECT_EQ(invisible_character("a\r\n\tb", Lines::several), std::nullopt);
  EXPECT_EQ(invisible_character("a\r\n\x01", Lines::several), "U+0001");
}

TEST(InvisibleCharacter, PassesOverBytesThatAreNoUtf8) {
  EXPECT_EQ(invisible_character("\xFF\xE2\x80"), std::nullopt);
  EXPECT_EQ(invisible_character("\xC2"), std::nullopt);
  EXPECT_EQ(invisible_character("\xE2\x80\xAE\xF0"), "U+202E");
}

}  // namespace
}  // namespace raccordo::base
