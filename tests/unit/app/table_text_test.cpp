#include "app/rules/table_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kCode = "RSSMRA80A01F205X";

mapping::Row row(std::string code, std::string label, std::string comment, std::string more) {
  mapping::Row row;
  row.source_code = std::move(code);
  row.source_label = std::move(label);
  row.comment = std::move(comment);
  row.more = {std::move(more)};
  row.line = 2;
  return row;
}

mapping::Table table_of(mapping::Row row) {
  return {"isola-bergamasca", "need", 1, {std::move(row)}, {"note"}};
}

TEST(TableText, IdentifierInAnyColumnIsAFaultThatDoesNotRepeatIt) {
  const std::string named = std::string("caso di ") + kCode;
  const std::pair<mapping::Row, const char*> rows[] = {{row(named, "", "", ""), "source_code"},
                                                       {row("A", named, "", ""), "source_label"},
                                                       {row("A", "", named, ""), "comment"},
                                                       {row("A", "", "", named), "note"}};
  for (const auto& [each, column] : rows) {
    const auto faults = faults_of_texts(table_of(each), "need.csv");
    ASSERT_EQ(faults.size(), 1U) << column;
    EXPECT_EQ(faults[0].column, column);
    EXPECT_EQ(faults[0].line, 2);
    EXPECT_THAT(faults[0].message, HasSubstr(column));
    EXPECT_THAT(faults[0].message, Not(HasSubstr(kCode)));
  }
}

TEST(TableText, InvisibleCharacterInATextThatPeopleReadIsAFault) {
  const std::string hostile = "anziani\u202E inaizna";
  for (const auto& each : {row("A", hostile, "", ""), row("A", "", hostile, ""), row("A", "", "", hostile)}) {
    const auto faults = faults_of_texts(table_of(each), "need.csv");
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_THAT(faults[0].message, HasSubstr("has the character U+202E"));
  }
  EXPECT_TRUE(faults_of_texts(table_of(row("A\u200B", "una riga\nuna seconda", "", "")), "need.csv").empty())
      << "a code is what the source sends; a text may have lines";
}

TEST(TableText, MaskedCodeAndOrdinaryTextAreNoFault) {
  const auto table = table_of(
      row("[identificativo 16 caratteri #1a2b3c4d]", "Servizio 12345678901", "visto il 2017-03-01", ""));
  EXPECT_TRUE(faults_of_texts(table, "need.csv").empty());
}

}  // namespace
}  // namespace raccordo::app
