#include "mapping/code_text.hpp"

#include <gmock/gmock.h>

#include "mapping/lookalikes.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = Lookup::Kind;

constexpr const char* kComposed = "CAFF\xc3\x88";     // E with grave accent, one character
constexpr const char* kDecomposed = "CAFFE\xcc\x80";  // E and a combining grave accent
constexpr const char* kZeroWidth =
    "SAD\xe2\x80\x8b"
    "9";  // U+200B inside
constexpr const char* kSoftHyphen =
    "SA\xc2\xad"
    "D9";  // U+00AD inside
constexpr const char* kNoBreak =
    "SAD\xc2\xa0"
    "9";  // U+00A0 for a space

base::Date day(std::string_view text) { return *base::parse_iso_date(text); }

TEST(ComparableCode, IsEqualForCodesThatLookTheSame) {
  EXPECT_EQ(comparable_code(kDecomposed), kComposed);
  EXPECT_EQ(comparable_code(kComposed), kComposed);
  EXPECT_EQ(comparable_code(kZeroWidth), "SAD9");
  EXPECT_EQ(comparable_code(kSoftHyphen), "SAD9");
  EXPECT_EQ(comparable_code(kNoBreak), "SAD 9");
  EXPECT_EQ(comparable_code("\xef\xbb\xbfSAD9"), "SAD9") << "a byte order mark";
  EXPECT_EQ(comparable_code(" SAD9\xc2\xa0"), "SAD9");
}

TEST(ComparableCode, KeepsCaseAndInvalidUtf8) {
  EXPECT_EQ(comparable_code("sad9"), "sad9");
  EXPECT_EQ(comparable_code("SAD\xff"), "SAD\xff");
  EXPECT_EQ(comparable_code(""), "");
}

TEST(VisibleCode, ShowsInvisibleCharacters) {
  EXPECT_EQ(visible_code(kZeroWidth), "SAD{U+200B}9");
  EXPECT_EQ(visible_code(kSoftHyphen), "SA{U+00AD}D9");
  EXPECT_EQ(visible_code(kNoBreak), "SAD{U+00A0}9");
  EXPECT_EQ(visible_code("S\tD"), "S{U+0009}D");
  EXPECT_EQ(visible_code("citt\xc3\xa0 1"), "citt\xc3\xa0 1");
}

class Lookalikes : public testing::Test {
 protected:
  std::shared_ptr<const Table> table(const std::string& rows) {
    return test::table_of(scheme_, "intervention", "intervention", rows);
  }
  static std::string row(const std::string& code, const std::string& target) {
    return code + ",," + target + ",equivalent,APPROVED,,,\n";
  }
  model::Scheme scheme_ = test::sample_scheme();
};

TEST_F(Lookalikes, AreFoundInBothForms) {
  const auto made = table(row(kDecomposed, "anziani.pasti") + row("SAD9", "anziani.pasti"));
  for (const auto* code : {kComposed, kDecomposed, kZeroWidth, kSoftHyphen}) {
    EXPECT_EQ(made->find(code, day("2017-01-01")).kind, Kind::mapped) << visible_code(code);
  }
  EXPECT_EQ(made->find("sad9", day("2017-01-01")).kind, Kind::unmapped);
}

TEST_F(Lookalikes, ThatContradictEachOtherDoNotMap) {
  const auto made = table(row(kComposed, "anziani.pasti") + row(kDecomposed, "disabili.centro-diurno"));
  EXPECT_EQ(made->find(kComposed, day("2017-01-01")).kind, Kind::unmapped);
  EXPECT_THAT(lookalike_warnings(*made, "t.csv"),
              ElementsAre(testing::Field(
                  &base::FileFault::message,
                  AllOf(HasSubstr("of line 2"), HasSubstr("of line 3"), HasSubstr("neither maps")))));
}

TEST_F(Lookalikes, ThatDifferInCaseGiveAWarningIfTheirMeaningsDiffer) {
  EXPECT_THAT(lookalike_warnings(*table(row("SAD", "anziani.pasti") + row("sad", "anziani.pasti")), "t.csv"),
              IsEmpty());
  const auto warned =
      lookalike_warnings(*table(row("SAD", "anziani.pasti") + row("sad", "disabili.centro-diurno")), "t.csv");
  ASSERT_EQ(warned.size(), 1U);
  EXPECT_EQ(warned[0].line, 3);
  EXPECT_THAT(warned[0].message, AllOf(HasSubstr("of line 2"), HasSubstr("upper and lower case")));
}

TEST_F(Lookalikes, WithInvisibleCharactersAreShown) {
  const auto warned = lookalike_warnings(*table(row(kZeroWidth, "anziani.pasti")), "t.csv");
  ASSERT_EQ(warned.size(), 1U);
  EXPECT_THAT(warned[0].message, HasSubstr("SAD{U+200B}9"));
}

}  // namespace
}  // namespace raccordo::mapping
