// The steps of the versions of a table, as the audit has them.
#include "app/tables/table_steps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "app/audit/audit_trail.hpp"
#include "unit/app/table_story.hpp"

namespace raccordo::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TableStepsTest : public testing::Test, protected TableStory {
 protected:
  std::vector<std::string> steps_of_version(std::int32_t version) {
    std::vector<std::string> found;
    for (const auto& step : steps_of(store(), kIntervention)) {
      if (step.version == version) found.push_back(step.action + " " + step.actor + ": " + step.reason);
    }
    return found;
  }
  void tell(const std::string& action, const std::string& object, const std::string& version) {
    store::AuditEvent event{clock_.now(), "carla", action, object, "told", {}};
    if (!version.empty()) event.details.emplace("version", version);
    append_audit(store(), std::move(event));
  }
};

TEST_F(TableStepsTest, EachStepKeepsItsOwnReasonOldestFirst) {
  const auto version = approve(edited("MIN|CRD,", kSad8Row));
  EXPECT_EQ(outcome_of(order(version, "from January")), "ACTIVE");
  EXPECT_EQ(outcome_of({store::TableAction::roll_back, kIntervention, 1, {"bruno", "wrong target"}}),
            "ACTIVE");
  EXPECT_THAT(steps_of_version(version), ElementsAre("edit anna: more codes", "submit anna: ",
                                                     "approve bruno: ", "activate bruno: from January"));
  const auto first = steps_of_version(1);
  ASSERT_FALSE(first.empty());
  EXPECT_EQ(first.back(), "roll-back bruno: wrong target");
}

TEST_F(TableStepsTest, EntriesOfOtherTablesAndActionsAndWithoutAVersionAreLeftOut) {
  const auto before = steps_of(store(), kIntervention).size();
  const auto name = kIntervention.source + "/" + kIntervention.table;
  tell("table.edit", name + "2", "7");
  tell("table.edit", "bergamo/" + kIntervention.table, "7");
  tell("record.erase", name, "7");
  for (const auto* version : {"", "abc", "0", "99999999999", "-"}) tell("table.edit", name, version);
  EXPECT_EQ(steps_of(store(), kIntervention).size(), before);
  tell("table.edit", name, "7");
  EXPECT_THAT(steps_of_version(7), ElementsAre("edit carla: told"));
}

TEST_F(TableStepsTest, MoreStepsThanAPageOfTheAuditAreAllFoundInTheirOrder) {
  constexpr int kMany = 1'100;
  const auto name = kIntervention.source + "/" + kIntervention.table;
  for (int i = 0; i < kMany; ++i) {
    store::AuditEvent event{clock_.now(), "carla", "table.edit", name, std::to_string(i), {{"version", "9"}}};
    store().audit().append(std::move(event), {});
    if (i % 50 == 0) store().flush();
  }
  store().flush();
  const auto found = steps_of_version(9);
  ASSERT_EQ(found.size(), static_cast<std::size_t>(kMany));
  EXPECT_EQ(found.front(), "edit carla: 0");
  EXPECT_EQ(found.back(), "edit carla: " + std::to_string(kMany - 1));
}

TEST_F(TableStepsTest, JsonHasTheStepsWithTheirVersionAndQuotesWhatPeopleWrote) {
  store::TableVersionRow one, two;
  one.version = 1;
  two.version = 2;
  const std::vector<StepTaken> steps{{2, clock_.now(), "edit", "anna", "says \"no\"\n</script>"},
                                     {2, clock_.now(), "submit", "anna", ""},
                                     {3, clock_.now(), "edit", "anna", "of no version listed"}};
  rapidjson::Document json;
  json.Parse(versions_json({two, one}, steps).c_str());
  ASSERT_FALSE(json.HasParseError());
  EXPECT_TRUE(json["next"].IsNull());
  ASSERT_EQ(json["items"].Size(), 2U);
  const auto& taken = json["items"][0]["steps"];
  ASSERT_EQ(taken.Size(), 2U);
  EXPECT_STREQ(taken[0]["reason"].GetString(), "says \"no\"\n</script>");
  EXPECT_STREQ(taken[0]["at"].GetString(), base::to_string(clock_.now()).c_str());
  EXPECT_FALSE(taken[1].HasMember("reason"));
  EXPECT_TRUE(json["items"][1]["steps"].Empty());
}

TEST_F(TableStepsTest, TableWithoutEntriesHasNoSteps) {
  EXPECT_THAT(steps_of(store(), {kIsola, "no-such-table"}), IsEmpty());
  EXPECT_EQ(versions_json({}, {}), R"({"items":[],"next":null})");
}

}  // namespace
}  // namespace raccordo::app
