#include "codecs/json/json_path.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/json/json_view.hpp"

namespace raccordo::codecs {
namespace {

constexpr const char* kRecord =
    R"({"a":{"b":"x","b c":"y","d-e":1},"l":[{"t":"I","n":1},{"t":"C","n":2.0},{"t":"I","n":3,"z":null}],
        "n":null,"f":false,"deep":{"b":"w","deep":{"b":"v"}},"a/b":{"~":"tilde"}})";

std::string found(const std::string& path, std::uint32_t context = 0) {
  auto parsed = parse_json_path(path);
  if (!parsed) return "!" + parsed.error().message;
  JsonView view;
  std::string text = kRecord;
  EXPECT_FALSE(view.open(text, 256, ""));
  std::vector<model::NodeId> nodes;
  view.select(*parsed, context, nodes);
  std::string out;
  for (const auto node : nodes) out += std::string(view.text(node).value_or("-")) + ";";
  return out;
}

TEST(JsonPath, FollowsMembersAndIndices) {
  EXPECT_EQ(found("$.a.b"), "x;");
  EXPECT_EQ(found("$['a']['b c']"), "y;");
  EXPECT_EQ(found("$.a[\"b\"]"), "x;");
  EXPECT_EQ(found("$.a.d-e"), "1;");
  EXPECT_EQ(found("$.l[0].n"), "1;");
  EXPECT_EQ(found("$.l[-1].n"), "3;");
  EXPECT_EQ(found("$.l[3].n"), "");
  EXPECT_EQ(found("$.l[-4].n"), "");
  EXPECT_EQ(found("$.a[0]"), "");
  EXPECT_EQ(found("$.l.n"), "");
  EXPECT_EQ(found("$.n"), "-;");
  EXPECT_EQ(found("$.n.x"), "");
  EXPECT_EQ(found("$.f"), "false;");
  EXPECT_EQ(found("$"), "-;");
}

TEST(JsonPath, SelectsAllByWildcardInDocumentOrder) {
  EXPECT_EQ(found("$.l[*].n"), "1;2.0;3;");
  EXPECT_EQ(found("$.a.*"), "x;y;1;");
}

TEST(JsonPath, Descends) {
  EXPECT_EQ(found("$..b"), "x;w;v;");
  EXPECT_EQ(found("$.deep..b"), "w;v;");
  EXPECT_EQ(found("$..['n']"), "-;1;2.0;3;");
}

TEST(JsonPath, Filters) {
  EXPECT_EQ(found("$.l[?@.t=='I'].n"), "1;3;");
  EXPECT_EQ(found("$.l[?@.t != \"I\"].n"), "2.0;");
  EXPECT_EQ(found("$.l[?(@.t=='I' && @.n==3)].n"), "3;");
  EXPECT_EQ(found("$.l[?@.n==2].t"), "C;");
  EXPECT_EQ(found("$.l[?@.n==1||@.n==2].n"), "1;2.0;");
  EXPECT_EQ(found("$.l[?@.z].n"), "3;");
  EXPECT_EQ(found("$.l[?!@.z].n"), "1;2.0;");
  EXPECT_EQ(found("$.l[?@.z==null].n"), "3;");
  EXPECT_EQ(found("$.l[?@.n=='1'].n"), "");
  EXPECT_EQ(found("$[?@==false]"), "false;");
  EXPECT_EQ(found("$.l[?@.t=='I' && (@.n==9 || @.n==3)].n"), "3;");
}

TEST(JsonPath, ReachesTheRecordFromAnItem) {
  EXPECT_EQ(found("$root.a.b", 5), "x;");
  EXPECT_EQ(found("$rooted"), "!the selector `$rooted` is wrong at character 2: unexpected `r`");
}

TEST(JsonPath, RefusesUnsupportedExpressions) {
  for (const char* wrong : {"",
                            "a",
                            "@.a",
                            "$.",
                            "$..",
                            "$a",
                            "$.a.",
                            "$.a[",
                            "$.a[]",
                            "$.a['b",
                            "$.a['b'",
                            "$.a[1:2]",
                            "$.a['b','c']",
                            "$.a[?]",
                            "$.a[?@.b==]",
                            "$.a[?@.b=1]",
                            "$.a[?@.b<1]",
                            "$.a[?'x']",
                            "$.a[?(@.b]",
                            "$.a[?@.b==$.c]",
                            "$.a b",
                            "$.a[1.5]",
                            "$['\\n']",
                            "$['a\nb']",
                            "$[?@.a=='x\ty']",
                            "$.a[01]",
                            "$.a[-0]",
                            "$.a[-01]",
                            "$.a[?@.b==01]",
                            "$.a[?@.a==@.b]",
                            "$.a[?1==1]",
                            "$.a[?@..b==1]",
                            "$.a[?@[*]==1]",
                            "$.a[99999999999999999999]"})
    EXPECT_EQ(found(wrong).substr(0, 1), "!") << wrong;
  EXPECT_EQ(found("$[?" + std::string(10'000, '(')).substr(0, 1), "!");
  EXPECT_EQ(found("$[?" + std::string(10'000, '!')).substr(0, 1), "!");
  std::string nested = "$";
  for (int i = 0; i < 10'000; ++i) nested += "[?@";
  EXPECT_EQ(found(nested).substr(0, 1), "!");
}

TEST(JsonView, RendersPointersWithEscapes) {
  const auto path = parse_json_path("$['a/b']['~']");
  JsonView view;
  std::string text = kRecord;
  ASSERT_FALSE(view.open(text, 256, "/cartelle/2"));
  std::vector<model::NodeId> nodes;
  view.select(*path, 0, nodes);
  ASSERT_EQ(nodes.size(), 1U);
  EXPECT_EQ(view.locate(nodes[0]).path, "/cartelle/2/a~1b/~0");
}

}  // namespace
}  // namespace raccordo::codecs
