#include "base/text.hpp"

#include <gtest/gtest.h>

#include <array>

#include "base/comparable_name.hpp"

namespace raccordo::base {
namespace {

using namespace std::string_view_literals;

TEST(Trim, RemovesBlanksLineEndsAndNoBreakSpacesAtBothEnds) {
  EXPECT_EQ(trim(" \t\r\nBergamo\xC2\xA0 "), "Bergamo");
  EXPECT_EQ(trim("San\xC2\xA0Paolo"), "San\xC2\xA0Paolo");
  EXPECT_EQ(trim(" \xC2\xA0\t"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Trim, KeepsASingleByteOfANoBreakSpace) {
  EXPECT_EQ(trim("a\xA0"), "a\xA0");
  EXPECT_EQ(trim("\xC2z"), "\xC2z");
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string_view>{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), std::vector<std::string_view>{""});
}

TEST(IsDigits, RequiresOneOrMoreDigitsOnly) {
  EXPECT_TRUE(is_digits("016024"));
  for (const auto* wrong : {"", "1a", "-1", " 1", "\xD9\xA1"}) EXPECT_FALSE(is_digits(wrong)) << wrong;
}

TEST(Case, ChangesAsciiLettersOnly) {
  EXPECT_EQ(to_upper_ascii("perch\xC3\xA9 z9"), "PERCH\xC3\xA9 Z9");
  EXPECT_EQ(to_lower_ascii("PERCH\xC3\x89 Z9"), "perch\xC3\x89 z9");
}

TEST(FindBadUtf8, AcceptsTheFirstAndLastCharacterOfEveryLength) {
  for (const auto good :
       {""sv, "\0"sv, "\x7F"sv, "\xC2\x80"sv, "\xDF\xBF"sv, "\xE0\xA0\x80"sv, "\xED\x9F\xBF"sv,
        "\xEE\x80\x80"sv, "\xEF\xBF\xBF"sv, "\xF0\x90\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv}) {
    EXPECT_EQ(find_bad_utf8(good), std::nullopt) << to_hex(good);
  }
}

TEST(FindBadUtf8, RefusesOverlongSurrogateTooHighAndCutSequences) {
  for (const auto bad : {"\x80"sv, "\xC0\xAF"sv, "\xC1\xBF"sv, "\xE0\x9F\xBF"sv, "\xED\xA0\x80"sv,
                         "\xF0\x8F\xBF\xBF"sv, "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xC3"sv,
                         "\xE2\x82"sv, "\xF0\x9F\x98"sv, "\xC3\x28"sv, "\xFF"sv}) {
    EXPECT_EQ(find_bad_utf8(bad), 0U) << to_hex(bad);
  }
}

TEST(FindBadUtf8, NamesTheOffsetWhereverTheByteStands) {
  for (std::size_t at = 0; at < 20; ++at) {
    std::string text(20, 'a');
    text[at] = '\xE8';
    EXPECT_EQ(find_bad_utf8(text), at);
  }
}

TEST(EditDistance, CountsInsertionsDeletionsAndSubstitutions) {
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("same", "same"), 0U);
}

TEST(EditDistance, ReturnsLimitPlusOneBeyondTheLimit) {
  EXPECT_EQ(edit_distance("aaaa", "bbbb", 4), 4U);
  EXPECT_EQ(edit_distance("aaaa", "bbbb", 3), 4U);
  EXPECT_EQ(edit_distance("a", "bbbbbbbbbbbb", 2), 3U);
}

TEST(NearestName, FindsTheNearestMisspellingWithinTheLimit) {
  constexpr std::array<std::string_view, 3> names = {"owner", "opened", "closed"};
  EXPECT_EQ(nearest_name("onwer", {names.data(), 0}), "");
  EXPECT_EQ(nearest_name("opend", names), "opened");
  EXPECT_EQ(nearest_name("xyzzy", names), "");
}

TEST(NearestName, CountsATranspositionAsOneEdit) {
  constexpr std::array<std::string_view, 2> names = {"check", "owner"};
  EXPECT_EQ(nearest_name("chekc", names), "check");
  EXPECT_EQ(nearest_name("onwer", names), "owner");
  EXPECT_EQ(nearest_name("kcehc", names), "");
}

TEST(NearestName, IgnoresCaseBlanksAndInvisibleCharacters) {
  constexpr std::array<std::string_view, 3> names = {"NUMERO", "NUMERI", "owner"};
  EXPECT_EQ(nearest_name("numero", names), "NUMERO");
  EXPECT_EQ(nearest_name("NUMERO\xC2\xA0", names), "NUMERO");
  EXPECT_EQ(nearest_name("\xEF\xBB\xBFN u m e r i", names), "NUMERI");
  EXPECT_EQ(nearest_name("OWNER", names), "owner");
  EXPECT_EQ(comparable_name("Num\xC2\xAD"
                            "ero\t\xE2\x80\x8B"),
            "numero");
}

TEST(Hex, RoundTrips) {
  EXPECT_EQ(to_hex("\x00\xff\x1a"sv), "00ff1a");
  EXPECT_EQ(from_hex("00Ff1a"), std::string("\x00\xff\x1a", 3));
  EXPECT_EQ(from_hex(""), "");
  EXPECT_EQ(from_hex("abc"), std::nullopt);
  EXPECT_EQ(from_hex("zz"), std::nullopt);
}

TEST(Percent, DecodesAnyCaseAndRefusesTruncatedInput) {
  EXPECT_EQ(percent_decode("a%2Fb%2fc"), "a/b/c");
  EXPECT_EQ(percent_decode("%C3%A9"), "\xC3\xA9");
  EXPECT_EQ(percent_decode("plain+text"), "plain+text");
  for (const auto* wrong : {"%", "%4", "a%4", "%4g", "%%41"}) {
    EXPECT_EQ(percent_decode(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace raccordo::base
