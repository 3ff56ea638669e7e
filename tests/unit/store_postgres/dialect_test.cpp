#include "store/postgres/dialect.hpp"

#include <gtest/gtest.h>

#include "base/result.hpp"

namespace raccordo::store {
namespace {

TEST(Dialect, ParametersAreNumberedWithADollar) {
  EXPECT_EQ(to_postgres("SELECT a FROM b WHERE c = ?1 AND d = ?12 OR e = ?1"),
            "SELECT a FROM b WHERE c = $1 AND d = $12 OR e = $1");
  EXPECT_EQ(to_postgres("VALUES (?, ?)"), "VALUES ($1, $2)");
}

TEST(Dialect, NumbersTheRowOfAnInsert) {
  EXPECT_EQ(to_numbered("INSERT INTO t (a, b) VALUES ($1, iif($2 = 0, $1, $2))", 3),
            "INSERT INTO t (no, a, b) VALUES ($3, $1, iif($2 = 0, $1, $2))");
  EXPECT_EQ(table_of_insert("INSERT INTO t (a) VALUES (1)"), "t");
  EXPECT_THROW(to_numbered("INSERT INTO t (a) SELECT 1", 1), base::SystemFault);
  EXPECT_THROW(to_numbered("UPDATE t SET a = (1) VALUES (2)", 1), base::SystemFault);
}

TEST(Dialect, AnInsertOfOneRowBecomesOneOfManyRows) {
  EXPECT_EQ(to_gathered("INSERT INTO t (a, b) VALUES (?1, iif(?2 = 0, ?1, ?2)) ON CONFLICT (a) DO UPDATE SET "
                        "b = excluded.b",
                        {"text", "int8"}, Numbered::no),
            "INSERT INTO t (a, b) SELECT g.a1, iif(g.a2 = 0, g.a1, g.a2) FROM unnest($1::text[], $2::int8[]) "
            "AS g(a1, a2)"
            " ON CONFLICT (a) DO UPDATE SET b = excluded.b");
  EXPECT_EQ(to_gathered("INSERT INTO t (a) VALUES (?1)", {"text", "int8"}, Numbered::yes),
            "INSERT INTO t (no, a) SELECT g.a2, g.a1 FROM unnest($1::text[], $2::int8[]) AS g(a1, a2)");
  EXPECT_THROW(to_gathered("INSERT INTO t (a) SELECT ?1", {"text"}, Numbered::no), base::SystemFault);
  EXPECT_THROW(to_gathered("INSERT INTO t (a) VALUES (?1", {"text"}, Numbered::no), base::SystemFault);
  EXPECT_THROW(to_gathered("INSERT INTO t (a) VALUES (?1) ON CONFLICT (a) DO UPDATE SET a = ?2",
                           {"text", "text"}, Numbered::no),
               base::SystemFault);
}

TEST(Dialect, QuotedTextStaysAsItIs) {
  EXPECT_EQ(to_postgres("SELECT '?1' || ?1 || 'it''s ?2'"), "SELECT '?1' || $1 || 'it''s ?2'");
  EXPECT_EQ(to_postgres("SELECT \"?1\""), "SELECT \"?1\"");
}

TEST(Dialect, SpellsWhatPostgresSpellsDifferently) {
  EXPECT_EQ(to_postgres("a <> x''"), "a <> '\\x'::bytea");
  EXPECT_EQ(to_postgres("FROM a CROSS JOIN b ON c = d"), "FROM a JOIN b ON c = d");
}

TEST(Dialect, ZeroBytesComeBack) {
  const std::string mark = "\xEF\xBF\xBE";
  for (const auto& text :
       {std::string("a\0b", 3), std::string("\0\0", 2), mark, mark + "0", "x" + mark + mark}) {
    ASSERT_TRUE(needs_escape(text));
    const auto escaped = escape_text(text);
    EXPECT_EQ(escaped.find('\0'), std::string::npos);
    EXPECT_TRUE(is_escaped(escaped));
    EXPECT_EQ(unescape_text(escaped), text);
  }
  EXPECT_FALSE(needs_escape("perch\xC3\xA9"));
}

}  // namespace
}  // namespace raccordo::store
