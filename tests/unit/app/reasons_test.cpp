// What people may write as a reason or a note, which is kept for years.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "app/audit/audit_trail.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

std::string code(std::string_view text) {
  const auto reason = read_reason(text);
  return std::string(reason ? std::string_view() : std::string_view(reason.error().code));
}

TEST(Reasons, AreOneLineOfVisibleText) {
  EXPECT_EQ(*read_reason("  richiesta 7 del 2026: «verifica» \n"), "richiesta 7 del 2026: «verifica»");
  for (const auto* hostile : {"a\nb", "a\x1B[2J", "a\u202Eb", "a\u2066b", "a\u200Bb", "a\u0085b", "a\xFF"})
    EXPECT_EQ(code(hostile), "bad-reason") << hostile;
  EXPECT_THAT(read_reason("a\u202Eb").error().detail, HasSubstr("`reason` has the character U+202E"));
}

TEST(Reasons, OfAnyActAreAskedForInTheSameWords) {
  for (const auto* nothing : {"", " \t\n"}) {
    const auto missing = read_reason(nothing);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, "reason-required");
    EXPECT_EQ(missing.error().detail, "Give `reason`: why you do this; it is kept in the audit.");
  }
}

TEST(Reasons, NotesAndCodesAreCheckedByTheirKind) {
  EXPECT_THAT(fault_in_words("note", "for the plan\u202E7102")->detail,
              HasSubstr("`note` has the character"));
  EXPECT_FALSE(fault_in_words("note", "Piano di Zona 2018–2020"));
  EXPECT_FALSE(fault_in_words("note", ""));
  EXPECT_FALSE(identifier_in_words("code", "A\u200B\x01"));
  EXPECT_TRUE(identifier_in_words("code", "RTONNA48D52A794K"));
}

}  // namespace
}  // namespace raccordo::app
