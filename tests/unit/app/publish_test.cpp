#include "app/releases/publish.hpp"

#include <gtest/gtest.h>

#include <set>

#include "app/audit/audit_trail.hpp"
#include "app/releases/release_json.hpp"
#include "base/json.hpp"
#include "unit/app/publish_scene.hpp"
#include "unit/store/lease_samples.hpp"
#include "unit/store/store_samples.hpp"

namespace raccordo::app {
namespace {

TEST_F(PublishTest, ReservesThePeriodAsSoonAsItIsOrdered) {
  const auto row = order("2017");
  ASSERT_TRUE(row);
  EXPECT_EQ(row->state, "RUNNING");
  EXPECT_EQ(store_->release(row->id)->state, "RUNNING");
  EXPECT_EQ(refusal("2017"), "period-released");
  EXPECT_EQ(refusal("2018"), "");
}

TEST_F(PublishTest, AcceptsPeriodsOfItsPeriodicityOnly) {
  for (const auto* wrong : {"2017-Q4", "2017-12", "", "17", "2017 "}) {
    EXPECT_EQ(refusal(wrong), "unknown-period") << wrong;
  }
  config_.periodicity = model::Periodicity::quarter;
  EXPECT_EQ(refusal("2017"), "unknown-period");
  EXPECT_EQ(refusal("2017-Q4"), "");
}

TEST_F(PublishTest, RoundTripsTheComputedRelease) {
  const auto row = released("2017");
  EXPECT_EQ(row.state, "DONE");
  const auto stored = *store_->release(row.id);
  EXPECT_EQ(stored.content, row.content);
  const auto release = open_release(stored);
  EXPECT_EQ(release.digest(), row.digest);
  EXPECT_EQ(release.tables().size(), tables_->book().extracts.size());
  rapidjson::Document told;
  told.Parse(release_json(stored, Audience::administrators).c_str());
  EXPECT_EQ(told["ledger"]["row"].GetInt(), 1);
  EXPECT_EQ(base::view(told["ledger"]["hash"]), stored.ledger_hash);
  EXPECT_EQ(stored.ledger_hash.size(), 64u);
  EXPECT_EQ(told["audit_head"]["seq"].GetInt64(), store_->audit().head().seq);  // that of the publication
  const auto heads = std::count_if(told.MemberBegin(), told.MemberEnd(), [](const auto& member) {
    return base::view(member.name) == "audit_head";
  });
  EXPECT_EQ(heads, 1);
  EXPECT_EQ(heads_in_releases(*store_).size(), 1u);
}

TEST_F(PublishTest, ShowsEveryMemberOnceWhateverTheMetadataHold) {
  auto row = *store_->release(released("2017").id);
  row.metadata.insert(1, R"("published":1,"ledger":2,"audit_head":3,"ledger":4,"state":"OLD",)");
  rapidjson::Document told;
  told.Parse(release_json(row).c_str());
  std::set<std::string> names;
  for (const auto& member : told.GetObject())
    EXPECT_TRUE(names.insert(member.name.GetString()).second) << member.name.GetString();
  EXPECT_STREQ(told["state"].GetString(), "DONE");
  EXPECT_TRUE(told["ledger"].IsObject());
}

TEST_F(PublishTest, LeavesOutRatesWithoutInhabitantsAndSaysSo) {
  const auto row = *store_->release(released("2014").id);
  EXPECT_EQ(row.state, "DONE");
  rapidjson::Document told;
  told.Parse(release_json(row).c_str());
  ASSERT_TRUE(told.HasMember("left_out"));
  EXPECT_EQ(told["left_out"].Size() + told["tables"].Size(), tables_->book().extracts.size());
  EXPECT_STREQ(told["left_out"][0]["reason"].GetString(), "population.csv has no figures of 2015 or 2014");
  told.Parse(release_json(row, Audience::inside, Language::it).c_str());
  EXPECT_STREQ(told["left_out"][0]["reason"].GetString(),
               "population.csv non ha la popolazione del 2015 né del 2014");
}

TEST_F(PublishTest, GivesTheSameDigestForTheSameFacts) {
  const auto first = released("2017");
  const auto other_store = store::open_store({(folder_.path() / "other.db").string()});
  store_->flush();
  const auto ordered = order_release(*other_store, config_, {"2017", "again", "ats"}, clock_);
  const auto second = carry_out_release(*other_store, *tables_, *example_keyring(), *ordered, clock_);
  EXPECT_NE(second.id, first.id);
  EXPECT_EQ(second.digest, first.digest);
}

TEST_F(PublishTest, FreesThePeriodOfARefusedRelease) {
  const auto keys = example_keyring();
  auto careless = config_;
  careless.disclosure.k = 2;
  const auto tables = ActiveTables::from_files(load_book(careless), clock_);
  const auto row = carry_out_release(*store_, *tables, *keys, *order("2017"), clock_);
  EXPECT_EQ(row.state, "REFUSED");
  EXPECT_NE(row.reason.find("disclosure.k"), row.reason.npos);
  EXPECT_EQ(row.content, "");
  EXPECT_EQ(refusal("2017"), "");
}

TEST_F(PublishTest, ReleasesAPeriodAgainOnceFromEachRevisionDateOn) {
  config_.revisions = {{2026, 6, 30}, {2026, 12, 31}, {2027, 6, 30}};
  const auto first = released("2017");  // 2026-11-22
  EXPECT_EQ(first.revision_date, "");
  EXPECT_EQ(refusal("2017"), "period-released");
  clock_ = support::FixedClock("2026-12-30T12:00:00Z");
  EXPECT_NE(order("2017").error().detail.find("2026-12-31"), std::string::npos);
  clock_ = support::FixedClock("2026-12-31T12:00:00Z");
  const auto second = released("2017");
  EXPECT_EQ(second.state, "DONE");
  EXPECT_EQ(second.revision_date, "2026-12-31");
  EXPECT_NE(order("2017").error().detail.find("2027-06-30"), std::string::npos);
  clock_ = support::FixedClock("2027-07-01T12:00:00Z");
  EXPECT_EQ(released("2017").revision_date, "2027-06-30");
  EXPECT_NE(order("2017").error().detail.find("no revision date is to come"), std::string::npos);
  EXPECT_EQ(released("2016").revision_date, "");
}

TEST_F(PublishTest, RefusesARevisionWhileThePeriodIsBeingReleased) {
  config_.revisions = {{2026, 12, 31}};
  ASSERT_TRUE(order("2017"));
  clock_ = support::FixedClock("2026-11-22T09:00:00Z");
  const auto second = order("2017").error();
  EXPECT_EQ(second.code, "period-released");
  EXPECT_NE(second.detail.find("is being released"), std::string::npos) << second.detail;
  EXPECT_EQ(second.detail.find("already"), std::string::npos) << second.detail;
  store::leave_behind(config_.sqlite.string());  // its program has ended: it will never be finished
  EXPECT_EQ(refusal("2017"), "");
}

TEST_F(PublishTest, FreesTheRevisionDateOfARefusedRevision) {
  config_.revisions = {{2026, 12, 31}};
  released("2017");
  clock_ = support::FixedClock("2027-01-01T12:00:00Z");
  const auto refused = *order("2017");
  refuse_release(*store_, refused, "not this time", clock_.now());
  EXPECT_EQ(released("2017").revision_date, "2026-12-31");
}

TEST_F(PublishTest, NoticesAStoredReleaseThatWasChanged) {
  auto row = released("2017");
  const auto at = row.content.find("2017");
  ASSERT_NE(at, row.content.npos);
  row.content.replace(at, 4, "2018");
  EXPECT_THROW(open_release(row), base::SystemFault);
  row.content = "";
  EXPECT_THROW(open_release(row), base::SystemFault);
}

TEST_F(PublishTest, GivesCoverageInWholePercentFromAHundredRecordsOn) {
  std::vector<store::PreparedRecord> records;
  for (int i = 0; i < 98; ++i)
    records.push_back(store::accepted("R" + std::to_string(i), 1, "c", "p" + std::to_string(i)));
  records.push_back(store::waiting("W", 1, "w"));
  store::apply_now(*store_, store::submission_row("S1", 1), records);
  EXPECT_EQ(released("2013").metadata.find("isola-bergamasca\":9"), std::string::npos);
  store::apply_now(*store_, store::submission_row("S2", 1), {store::waiting("V", 1, "v")});
  EXPECT_NE(released("2014").metadata.find("\"coverage\":{\"isola-bergamasca\":98}"), std::string::npos);
}

TEST_F(PublishTest, PublishesAFinishedReleaseOnceAndKeepsItsTime) {
  const auto row = released("2017");
  const support::FixedClock later("2027-01-01T00:00:00Z");
  EXPECT_EQ(publish_release(*store_, row.id, "ats", clock_)->published_at, clock_.now());
  EXPECT_EQ(publish_release(*store_, row.id, "ats", later)->published_at, clock_.now());
}

TEST_F(PublishTest, RefusesToPublishUnfinishedReleases) {
  EXPECT_EQ(publish_release(*store_, "none", "ats", clock_).error().code, "not-found");
  const auto running = *order("2017");
  EXPECT_EQ(publish_release(*store_, running.id, "ats", clock_).error().code, "release-running");
  refuse_release(*store_, running, "no", clock_.now());
  EXPECT_EQ(publish_release(*store_, running.id, "ats", clock_).error().code, "release-refused");
}

TEST_F(PublishTest, ShowsTheNumberOfTheAuditsHeadToAdministratorsOnly) {
  const auto row = released("2017");
  for (const auto audience : {Audience::inside, Audience::open}) {
    rapidjson::Document told;
    told.Parse(release_json(row, audience).c_str());
    EXPECT_EQ(told["audit_head"]["hash"].GetStringLength(), 64U);
    EXPECT_FALSE(told["audit_head"].HasMember("seq")) << "it grows with each erasure";
  }
}

TEST_F(PublishTest, DoesNotPublishTheNote) {
  const auto row = released("2017");
  rapidjson::Document inside;
  inside.Parse(release_json(row).c_str());
  EXPECT_EQ(base::view(inside["id"]), row.id);
  EXPECT_EQ(base::view(inside["period"]), "2017");
  EXPECT_EQ(base::view(inside["state"]), "DONE");
  EXPECT_EQ(base::view(inside["note"]), "for the plan");
  EXPECT_FALSE(inside.HasMember("reason"));
  rapidjson::Document open;
  open.Parse(release_json(row, Audience::open).c_str());
  EXPECT_EQ(base::view(open["state"]), "DONE");
  EXPECT_FALSE(open.HasMember("note"));
}

}  // namespace
}  // namespace raccordo::app
