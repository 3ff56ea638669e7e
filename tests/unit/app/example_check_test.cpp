// What a version of a table does to the examples of its source, before anybody puts it in force.
#include "app/tables/example_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/app/table_story.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ExampleCheckTest : public testing::Test, protected TableStory {
 protected:
  base::FileFaults broken_by(std::int32_t version, const TableName& name = kIntervention) {
    return examples_broken_by(store(), *newest_tables(), name, version, clock_);
  }
  /// As a program of another version, or a hand, may have written it.
  std::int32_t store_content(std::string content) {
    store::TableDraft draft{kIntervention.source, kIntervention.table, "0",
                            std::move(content),   std::nullopt,        {}};
    draft.event.at = clock_.now();
    draft.event.actor = "anna";
    return wait_for<store::TableOutcome>([&](store::Done<store::TableOutcome> done) {
             store().tables().put_draft(std::move(draft), std::move(done));
           })
        .row->version;
  }
  static std::string json_of(const base::FileFaults& broken) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    write_breaks_examples(writer, broken);
    writer.EndObject();
    return std::string(base::view(buffer));
  }
};

TEST_F(ExampleCheckTest, VersionThatLosesACodeOfAnExampleBreaksItWithFileAndLine) {
  const auto broken = broken_by(approve(edited("ANZ|SAD,", "ANZ|SADX,")));
  ASSERT_THAT(broken, Not(IsEmpty()));
  EXPECT_THAT(broken[0].file, HasSubstr(".expected.ndjson"));
  EXPECT_THAT(broken[0].file, Not(HasSubstr("/")));
  EXPECT_GT(broken[0].line, 0);
  EXPECT_THAT(broken[0].message, HasSubstr("interventions[0].type"));
}

TEST_F(ExampleCheckTest, VersionInForceAndOneThatOnlyAddsACodeBreakNone) {
  EXPECT_THAT(broken_by(1), IsEmpty());
  EXPECT_THAT(broken_by(approve(edited("MIN|CRD,", kSad8Row))), IsEmpty());
}

TEST_F(ExampleCheckTest, UnknownTablesAndVersionsBreakNone) {
  EXPECT_THAT(broken_by(99), IsEmpty());
  EXPECT_THAT(broken_by(-1), IsEmpty());
  EXPECT_THAT(broken_by(1, {kIsola, "no-such-table"}), IsEmpty());
  EXPECT_THAT(broken_by(1, {"no-such-source", "intervention"}), IsEmpty());
}

TEST_F(ExampleCheckTest, ContentThatNoLongerMatchesTheSchemeBreaksNone) {
  auto csv = edited("ANZ|SAD,Assistenza domiciliare,anziani.", "ANZ|SAD,Assistenza domiciliare,removed.");
  EXPECT_THAT(broken_by(store_content(csv)), IsEmpty()) << "reported elsewhere, as a fault of the table";
  EXPECT_THAT(broken_by(store_content("\"")), IsEmpty());
}

TEST_F(ExampleCheckTest, JsonListsAHundredAtMostAndNothingIfNoneIsBroken) {
  EXPECT_EQ(json_of({}), "{}");
  EXPECT_EQ(json_of({{"a.ndjson", 3, "is \"wrong\""}}),
            R"({"breaks_examples":[{"file":"a.ndjson","line":3,"message":"is \"wrong\""}]})");
  rapidjson::Document json;
  json.Parse(json_of(base::FileFaults(101, {"a", 1, "m"})).c_str());
  EXPECT_EQ(json["breaks_examples"].Size(), 100U);
}

}  // namespace
}  // namespace raccordo::app
