#include <gtest/gtest.h>

#include "intake/media_type.hpp"

namespace raccordo::intake {
namespace {

TEST(NamesEncoding, KnowsTheAliasesInUse) {
  EXPECT_TRUE(names_encoding("utf-8", "UTF-8"));
  EXPECT_TRUE(names_encoding("utf8", "UTF-8"));
  EXPECT_TRUE(names_encoding("cp1252", "WINDOWS-1252"));
  EXPECT_TRUE(names_encoding("windows-1252", "CP1252"));
  EXPECT_TRUE(names_encoding("latin9", "ISO-8859-15"));
}

TEST(NamesEncoding, AcceptsTheNameOfASubset) {
  EXPECT_TRUE(names_encoding("us-ascii", "UTF-8"));
  EXPECT_TRUE(names_encoding("us-ascii", "WINDOWS-1252"));
  EXPECT_FALSE(names_encoding("us-ascii", "UTF-16LE"));
  EXPECT_TRUE(names_encoding("iso-8859-1", "WINDOWS-1252"));
  EXPECT_FALSE(names_encoding("windows-1252", "ISO-8859-1"));
  EXPECT_TRUE(names_encoding("utf-16", "UTF-16LE"));
  EXPECT_FALSE(names_encoding("utf-16be", "UTF-16LE"));
}

TEST(NamesEncoding, RefusesAnother) {
  EXPECT_FALSE(names_encoding("utf-8", "WINDOWS-1252"));
  EXPECT_FALSE(names_encoding("iso-8859-1", "UTF-8"));
  EXPECT_FALSE(names_encoding("iso-8859-1", "ISO-8859-15"));
  EXPECT_FALSE(names_encoding("nonsense", "UTF-8"));
}

}  // namespace
}  // namespace raccordo::intake
