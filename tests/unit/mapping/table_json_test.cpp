#include "mapping/table_json.hpp"

#include <gmock/gmock.h>

#include <string>

#include "mapping/table_file.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using test::all;
using test::has_fault;
using testing::HasSubstr;

FileFaults faults_of(const std::string& json) {
  auto read = read_table_json(json);
  return read ? FileFaults() : read.error();
}

std::string repeated(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(TableJson, ReadsRowsAsATable) {
  const auto document = read_table_json(
      "\xEF\xBB\xBF"
      R"({"version":3,"editors":["x"],"reason":"new codes","rows":[)"
      R"({"source_code":"A","target_code":"anziani.pasti","relationship":"equivalent","status":"APPROVED",)"
      R"("comment":"one, \"two\"\nthree"},)"
      R"({"status":"UNCHECKED","source_code":"B","valid_to":null,"note":"kept"}]})");
  ASSERT_TRUE(document) << all(document.error());
  EXPECT_EQ(document->reason, "new codes");
  const auto table =
      parse_table(document->csv, "", {"src", "t", "", 0}, test::sample_scheme(), Numbering::rows);
  ASSERT_TRUE(table) << all(table.error());
  ASSERT_EQ(table->rows().size(), 2U);
  EXPECT_EQ(table->rows()[0].comment, "one, \"two\"\nthree");
  EXPECT_EQ(table->rows()[1].line, 2);
  EXPECT_EQ(table->more_columns(), std::vector<std::string>{"note"});
  EXPECT_EQ(table->rows()[0].more, std::vector<std::string>{""});
  EXPECT_EQ(table->rows()[1].more, std::vector<std::string>{"kept"});
}

TEST(TableJson, RoundTrips) {
  const auto before =
      parse_table(std::string(test::kHeader) +
                      "A,\"a;\"\"b\",x,equivalent,APPROVED,2016-01-01,2016-12-31,c\nB,,,,IGNORED,,,\n",
                  "t.csv", {"src", "t", "", 0}, {});
  ASSERT_TRUE(before);
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  write_rows_json(writer, *before);
  const auto document = read_table_json("{\"rows\":" + std::string(base::view(buffer)) + "}");
  ASSERT_TRUE(document) << all(document.error());
  EXPECT_EQ(document->csv, write_table(*before));
}

TEST(TableJson, CountsRowsInFaultsOfOneRowAndOfSeveral) {
  const auto document = read_table_json(
      R"({"rows":[{"source_code":"A","target_code":"x","relationship":"equivalent","status":"APPROVED"},)"
      R"({"source_code":"B","status":"nonsense"},)"
      R"({"source_code":"A","target_code":"y","relationship":"equivalent","status":"APPROVED"}]})");
  ASSERT_TRUE(document);
  const auto table =
      parse_table(document->csv, "", {"src", "t", "", 0}, test::sample_scheme(), Numbering::rows);
  ASSERT_FALSE(table);
  EXPECT_TRUE(has_fault(table.error(), 3, "rows 1 and 3 both decide")) << all(table.error());
  EXPECT_TRUE(has_fault(table.error(), 2, "nonsense"));
  EXPECT_EQ(table.error()[0].column, "status");
}

TEST(TableJson, ReportsAllFaultsOfRowsWithTheirColumns) {
  const auto faults = faults_of(
      R"({"rows":[{"source_code":12},"text",["list"],{"status":{"a":1},"comment":[true],"status":"X"},{},)"
      R"({"source_code":true}]})");
  EXPECT_TRUE(has_fault(faults, 1, "must be text in quotes")) << all(faults);
  EXPECT_EQ(faults[0].column, "source_code");
  EXPECT_TRUE(has_fault(faults, 2, "must be an object"));
  EXPECT_TRUE(has_fault(faults, 3, "must be an object"));
  EXPECT_TRUE(has_fault(faults, 4, "not an object"));
  EXPECT_TRUE(has_fault(faults, 4, "not a list"));
  EXPECT_TRUE(has_fault(faults, 4, "occurs twice"));
  EXPECT_TRUE(has_fault(faults, 5, "the row is empty"));
  EXPECT_TRUE(has_fault(faults, 6, "must be text in quotes"));
}

TEST(TableJson, RefusesAnotherStructureWithThePlace) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "there is nothing in it"},
      {"{\"rows\":[", "line 1, character"},
      {"{\"rows\":\n[{\"source_code\":\"A\"]}", "line 2, character"},
      {"{\"rows\":[]} x", "line 1"},
      {"[]", "must be {\"rows\""},
      {"7", "must be {\"rows\""},
      {"{}", "must be {\"rows\""},
      {"{\"rows\":{}}", "must be a list"},
      {"{\"rows\":7}", "must be a list"},
      {"{\"rows\":[],\"rows\":[]}", "twice"},
      {"{\"row\":[]}", "did you mean \"rows\"?"},
      {"{\"rows\":[{\"source_code\":\"\xFF\"}]}", "line 1"},
      {std::string("{\"rows\":[]}\0{", 13), "zero byte"},
  };
  for (const auto& [json, expected] : cases) {
    const auto faults = faults_of(json);
    ASSERT_EQ(faults.size(), 1U) << json;
    EXPECT_EQ(faults[0].line, 0) << json;
    EXPECT_THAT(faults[0].message, HasSubstr(expected)) << json;
  }
}

TEST(TableJson, NestingIsBoundedAtEight) {
  const auto nested = [](int levels) {
    return faults_of("{\"editors\":" + repeated("[", levels) + repeated("]", levels) + ",\"rows\":[]}");
  };
  EXPECT_TRUE(nested(7).empty());
  EXPECT_THAT(all(nested(8)), HasSubstr("nested deeper"));
  EXPECT_THAT(all(faults_of(repeated("[", 1'000'000))), HasSubstr("must be"));
  EXPECT_THAT(all(faults_of("{\"rows\":" + repeated("[", 1'000'000))), HasSubstr("nested deeper"));
}

TEST(TableJson, FurtherColumnsAreBounded) {
  const auto with_columns = [](int count) {
    std::string row;
    for (int i = 0; i < count; ++i) row += ",\"m" + std::to_string(i) + "\":\"\"";
    return faults_of("{\"rows\":[{\"source_code\":\"A\"" + row + "}]}");
  };
  EXPECT_TRUE(with_columns(64).empty());
  EXPECT_THAT(all(with_columns(65)), HasSubstr("64 columns"));
}

}  // namespace
}  // namespace raccordo::mapping
