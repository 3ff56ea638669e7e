// The impact as it is shown: to administrators exactly, to others rounded to multiples of k.
#include "app/tables/impact.hpp"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "app/tables/activation.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {

constexpr std::uint64_t kK = 5;

rapidjson::Document read(const std::string& text) {
  rapidjson::Document json;
  json.Parse(text.c_str());
  EXPECT_FALSE(json.HasParseError());
  return json;
}

Impact some_impact() {
  Impact impact;
  impact.frees = 2;
  impact.helps = 5;
  impact.changes = 41;
  impact.unchanged = 1006;
  impact.examples = {{CodeImpact::Kind::changes, "B", "", "x", "y", 9},
                     {CodeImpact::Kind::changes, "C", "", "x", "y", 7},
                     {CodeImpact::Kind::changes, "A", "", "x", "y", 6},
                     {CodeImpact::Kind::frees, "D", "", "", "y", 2}};
  return impact;
}

TEST(Impact, RoundsEveryNumberUpToAMultipleOfK) {
  for (const auto& [records, shown] : {std::pair{0U, 0U}, std::pair{1U, 5U}, std::pair{5U, 5U},
                                       std::pair{6U, 10U}, std::pair{1006U, 1010U}}) {
    EXPECT_EQ(shown_count(records, Counts::rounded, kK), shown) << records;
    EXPECT_EQ(shown_count(records, Counts::exact, kK), records);
  }
  const auto rounded = read(impact_json(some_impact(), Counts::rounded, kK));
  EXPECT_EQ(rounded["frees"].GetInt(), 5);
  EXPECT_EQ(rounded["helps"].GetInt(), 5);
  EXPECT_EQ(rounded["changes"].GetInt(), 45);
  EXPECT_EQ(rounded["breaks"].GetInt(), 0) << "an absent value remains absent";
  EXPECT_EQ(rounded["unchanged"].GetInt(), 1010);
  EXPECT_FALSE(rounded["exact"].GetBool());
  for (const auto& example : rounded["examples"].GetArray()) {
    EXPECT_EQ(example["records"].GetUint64() % kK, 0U) << base::view(example["code"]);
  }
  const auto exact = read(impact_json(some_impact(), Counts::exact, kK));
  EXPECT_EQ(exact["changes"].GetInt(), 41);
  EXPECT_TRUE(exact["exact"].GetBool());
}

TEST(Impact, TheOrderOfRoundedExamplesDoesNotTellTheirNumbers) {
  std::string order;
  const auto rounded = read(impact_json(some_impact(), Counts::rounded, kK));
  for (const auto& example : rounded["examples"].GetArray()) order += base::view(example["code"]);
  EXPECT_EQ(order, "ABCD") << "9, 7 and 6 are all shown as 10";
}

TEST(Impact, TwoNumbersThatDifferByAFewOftenLookTheSame) {
  auto with_one_more = some_impact();
  with_one_more.changes += 1;
  with_one_more.examples[1].records += 1;
  EXPECT_EQ(impact_json(some_impact(), Counts::rounded, kK), impact_json(with_one_more, Counts::rounded, kK));
}

TEST(Activation, RoundsTheNumbersOfItsTasksLikeTheImpact) {
  ActivationDone done;
  done.impact = some_impact();
  done.replay.total = 7;
  done.remap.total = 41;
  done.remap.succeeded = 39;
  done.remap.failed = 1;
  const auto shown = read(activation_json(done, {Counts::rounded, Counts::rounded, kK}));
  EXPECT_EQ(shown["replay"]["total"].GetInt(), 10);
  EXPECT_EQ(shown["replay"]["remaining"].GetInt(), 10);
  for (const auto* name : {"total", "remaining", "succeeded", "failed"}) {
    EXPECT_EQ(shown["remap"][name].GetUint64() % kK, 0U) << name;
  }
  EXPECT_EQ(shown["impact"]["changes"].GetInt(), 45);
  const auto exact = read(activation_json(done, {Counts::rounded, Counts::exact, kK}));
  EXPECT_EQ(exact["replay"]["total"].GetInt(), 7);
}

}  // namespace
}  // namespace raccordo::app
