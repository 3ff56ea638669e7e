#include "app/tables/worklist.hpp"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "base/text.hpp"
#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

base::Instant at(std::int64_t seconds) { return {seconds * 1000000}; }

store::WorklistRow row(std::string source, std::string table, std::string code, std::uint64_t records) {
  store::WorklistRow out{std::move(source), std::move(table), std::move(code), "", 0, {}, {}, {}};
  out.add({"016198", "", records, at(10), at(20)});
  return out;
}

std::vector<std::string> codes(const WorklistPage& page) {
  std::vector<std::string> out;
  for (const auto& each : page.rows) out.push_back(each.code);
  return out;
}

TEST(Worklist, CountsOnlyVisibleRecords) {
  auto both = row("a", "t", "X", 4);
  both.add({"016024", "Una etichetta", 3, at(5), at(15)});
  const auto mine = [](std::string_view source, std::string_view comune) {
    return source == "a" && comune == "016024";
  };
  const auto seen = seen_rows({both, row("a", "t", "Y", 1), row("b", "t", "X", 9)}, mine);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].records, 3U);
  EXPECT_EQ(seen[0].comuni, std::vector<std::string>{"016024"});
  EXPECT_EQ(seen[0].label, "Una etichetta");
  EXPECT_EQ(seen[0].first_seen, at(5));
  EXPECT_EQ(seen[0].last_seen, at(15));
}

TEST(Worklist, SortsByRecordsAndPagesWithoutLossOrRepetition) {
  const std::vector<store::WorklistRow> rows = {row("a", "t", "P", 1), row("a", "t", "Q", 7),
                                                row("b", "t", "R\x1f.", 1), row("b", "u", "S", 7)};
  std::vector<std::string> all;
  std::string cursor;
  for (int pages = 0; pages < 2; ++pages) {
    const auto page = worklist_page(rows, {"", "", 2, cursor});
    ASSERT_TRUE(page);
    for (const auto& code : codes(*page)) all.push_back(code);
    cursor = page->next;
    EXPECT_EQ(cursor.empty(), pages == 1);
  }
  EXPECT_EQ(all, (std::vector<std::string>{"Q", "S", "P", "R\x1f."}));
  EXPECT_EQ(worklist_page(rows, {"", "", 4, ""})->next, "");
}

TEST(Worklist, KeepsToOneSourceAndTable) {
  const std::vector<store::WorklistRow> rows = {row("a", "t", "P", 1), row("a", "u", "Q", 2),
                                                row("b", "t", "R", 3)};
  EXPECT_EQ(codes(*worklist_page(rows, {"a", "", 0, ""})), (std::vector<std::string>{"Q", "P"}));
  EXPECT_EQ(codes(*worklist_page(rows, {"a", "t", 0, ""})), std::vector<std::string>{"P"});
  EXPECT_TRUE(worklist_page(rows, {"c", "", 0, ""})->rows.empty());
}

TEST(Worklist, RefusesAForeignCursor) {
  for (const std::string cursor : {"zz", "616263", "7", "31321f61", "781f611f741f63",
                                   "313233343536373839303132333435363738391f611f741f63"}) {
    EXPECT_FALSE(worklist_page({}, {"", "", 0, cursor})) << cursor;
  }
  EXPECT_TRUE(worklist_page({}, {"", "", 0, base::to_hex(std::string("3\x1f") + "a\x1ft\x1f")}));
}

TEST(Worklist, SuggestsByTheTablesInForce) {
  const support::ScratchFolder folder;
  const auto tables = ActiveTables::from_files(load_book(shipped_config(folder)), base::system_clock());
  auto waiting = row("isola-bergamasca", "intervention", "ANZ|ADOM", 2);
  waiting.label = "Trasporto sociale";  // the last in the alphabet, not the newest
  waiting.newest.label = "Assistenza domiciliare";
  rapidjson::Document json;
  json.Parse(worklist_json({{waiting, row("none", "t", "X", 1)}, ""}, *tables, {}).c_str());
  ASSERT_FALSE(json.HasParseError());
  const auto& rows = json["rows"];
  ASSERT_EQ(rows.Size(), 2U);
  EXPECT_STREQ(rows[0]["suggestions"][0]["target"].GetString(), "anziani.assistenza-domiciliare");
  EXPECT_GT(rows[0]["suggestions"][0]["score"].GetDouble(), 0.9);
  EXPECT_STREQ(rows[0]["first_seen"].GetString(), "1970-01-01T00:00:10Z");
  EXPECT_STREQ(rows[0]["suggested_for"].GetString(), "Assistenza domiciliare");
  EXPECT_EQ(rows[1]["suggestions"].Size(), 0U);
  EXPECT_FALSE(rows[1].HasMember("suggested_for"));
  EXPECT_TRUE(json["next"].IsNull());
}

TEST(Worklist, ShowsAtMost1000BytesOfALabelAndWholeCharacters) {
  const support::ScratchFolder folder;
  const auto tables = ActiveTables::from_files(load_book(shipped_config(folder)), base::system_clock());
  const auto label_of = [&](const std::string& sent) {
    auto waiting = row("isola-bergamasca", "intervention", "X", 1);
    waiting.label = sent;
    rapidjson::Document json;
    json.Parse(worklist_json({{waiting}, ""}, *tables, {}).c_str());
    return std::string(json["rows"][0]["label"].GetString());
  };
  EXPECT_EQ(label_of(std::string(1000, 'a')), std::string(1000, 'a'));
  EXPECT_EQ(label_of(std::string(1001, 'a')), std::string(1000, 'a') + "\xE2\x80\xA6");
  EXPECT_EQ(label_of(std::string(999, 'a') + "\xC3\xA8"), std::string(999, 'a') + "\xE2\x80\xA6");
}

}  // namespace
}  // namespace raccordo::app
