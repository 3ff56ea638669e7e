// The metadata of stored releases as values, whole and damaged.
#include "app/forms/release_metadata.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/forms/release_in_words.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/release_json.hpp"
#include "base/stored_damage.hpp"

namespace raccordo::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

store::ReleaseRow row_with(std::string metadata) {
  store::ReleaseRow row;
  row.id = "R1";
  row.period = "2017";
  row.state = "DONE";
  row.metadata = std::move(metadata);
  return row;
}

TEST(ReleaseMetadata, GivesTablesSendersAndWhatIsLeftOut) {
  const auto metadata = read_release_metadata(row_with(
      R"({"tables":[{"id":"persons","title_it":"Persone","title_en":"Persons","cells":9,"hidden":2,
        "share_hidden":0.25,"additive":{"area":false,"sex":true},"withheld":"only the total"}],
        "hidden_totals":[{"table":"persons","coarser":"by: [area]","cells":["_T, 2017"]}],
        "coverage":{"isola":97},"rules":"k is 5","guarantee":"a witness","senders":{"compared_with":"2016",
        "sources":[{"source":"isola","fall":"stopped"}],
        "comuni":[{"comune":"016024","name":"Bergamo","fall":"halved"}]},
        "left_out":[{"id":"incidence","reason":"no figures"}]})"));
  ASSERT_EQ(metadata.tables.size(), 1u);
  const auto& table = metadata.tables.front();
  EXPECT_EQ(table.id + "|" + table.title_it + "|" + table.title_en + "|" + table.withheld,
            "persons|Persone|Persons|only the total");
  EXPECT_EQ(table.cells, 9u);
  EXPECT_EQ(table.hidden, 2u);
  EXPECT_EQ(table.share_hidden, 0.25);
  EXPECT_THAT(table.not_additive, ElementsAre("area"));
  EXPECT_EQ(metadata.rules + "|" + metadata.guarantee, "k is 5|a witness");
  EXPECT_EQ(metadata.coverage, (std::map<std::string, int>{{"isola", 97}}));
  ASSERT_EQ(metadata.hidden_totals.size(), 1u);
  EXPECT_EQ(metadata.hidden_totals.front().id + metadata.hidden_totals.front().coarser, "personsby: [area]");
  EXPECT_THAT(metadata.hidden_totals.front().cells, ElementsAre("_T, 2017"));
  EXPECT_TRUE(metadata.compares_senders);
  EXPECT_EQ(metadata.compared_with, "2016");
  ASSERT_EQ(metadata.sources.size(), 1u);
  EXPECT_EQ(metadata.sources.front().code + metadata.sources.front().fall, "isolastopped");
  ASSERT_EQ(metadata.comuni.size(), 1u);
  EXPECT_EQ(metadata.comuni.front().name, "Bergamo");
  ASSERT_EQ(metadata.left_out.size(), 1u);
  EXPECT_EQ(metadata.left_out.front().reason, "no figures");
}

TEST(ReleaseMetadata, MembersThatAnOlderReleaseLacksAreEmpty) {
  const auto metadata = read_release_metadata(row_with(R"({"tables":[]})"));
  EXPECT_TRUE(metadata.tables.empty());
  EXPECT_FALSE(metadata.compares_senders);
  EXPECT_EQ(senders_csv(row_with(R"({"tables":[]})")), "");
}

TEST(ReleaseMetadata, ListOfSendersIsSafeInASpreadsheet) {
  const auto csv = senders_csv(row_with(
      R"({"tables":[],"senders":{"compared_with":"2016","sources":[],"comuni":[
        {"comune":"016024","name":"=cmd|' /C calc'!A0","fall":"halved"},
        {"comune":"016198","name":"Uno, detto \"due\"","fall":"stopped"}]}})"));
  EXPECT_EQ(csv,
            "kind,code,name,fall,compared_with\n"
            "comune,016024,'=cmd|' /C calc'!A0,halved,2016\n"
            "comune,016198,\"Uno, detto \"\"due\"\"\",stopped,2016\n");
}

TEST(ReleaseMetadata, DamageNamesTheReleaseAndIsNeverShownAsARelease) {
  const std::string table = R"("id":"a","title_it":"b","title_en":"c")";
  for (const auto& damaged :
       std::vector<std::string>{"{",
                                "[]",
                                "7",
                                "{}",
                                R"({"tables":{}})",
                                R"({"tables":[7]})",
                                R"({"tables":[{"id":"a"}]})",
                                R"({"tables":[{"id":1,"title_it":"b","title_en":"c"}]})",
                                R"({"tables":[{)" + table + R"(,"cells":"9"}]})",
                                R"({"tables":[{)" + table + R"(,"hidden":-1}]})",
                                R"({"tables":[{)" + table + R"(,"share_hidden":"x"}]})",
                                R"({"tables":[{)" + table + R"(,"additive":[]}]})",
                                R"({"tables":[{)" + table + R"(,"additive":{"sex":1}}]})",
                                R"({"tables":[{)" + table + R"(,"withheld":false}]})",
                                R"({"tables":[],"rules":7})",
                                R"({"tables":[],"coverage":[]})",
                                R"({"tables":[],"coverage":{"a":"9"}})",
                                R"({"tables":[],"guarantee":[]})",
                                R"({"tables":[],"senders":"none"})",
                                R"({"tables":[],"senders":{"sources":{}}})",
                                R"({"tables":[],"senders":{"sources":[{}]}})",
                                R"({"tables":[],"senders":{"comuni":["016024"]}})",
                                R"({"tables":[],"left_out":{}})",
                                R"({"tables":[],"hidden_totals":[{"cells":[]}]})",
                                R"({"tables":[],"hidden_totals":[{"table":"a","cells":[1]}]})",
                                R"({"tables":[],"left_out":[{"id":"a"}]})"}) {
    const auto row = row_with(damaged);
    try {
      read_release_metadata(row);
      ADD_FAILURE() << damaged;
    } catch (const base::StoredDamage& damage) {
      EXPECT_THAT(damage.what(), HasSubstr("the metadata of release R1 ")) << damaged;
    }
    EXPECT_THROW(release_in_words(row), base::StoredDamage) << damaged;
    EXPECT_THROW(senders_csv(row), base::StoredDamage) << damaged;
  }
}

TEST(ReleaseMetadata, AListOfReleasesShowsADamagedOneWithTheReason) {
  for (const auto* damaged : {"{", "7", "[]"}) {
    const auto shown = release_json(row_with(damaged));
    EXPECT_THAT(shown, HasSubstr(R"("id":"R1")")) << damaged;
    EXPECT_THROW(release_json(row_with(damaged), Audience::open), base::StoredDamage) << damaged;
    EXPECT_THAT(shown, HasSubstr("`raccordo release verify R1` tells what is damaged")) << damaged;
  }
}

}  // namespace
}  // namespace raccordo::app
