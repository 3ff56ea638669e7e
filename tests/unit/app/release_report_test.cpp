#include "app/releases/release_report.hpp"

#include <gtest/gtest.h>

#include "base/stored_damage.hpp"
#include "unit/app/publish_scene.hpp"

namespace raccordo::app {
namespace {

store::ReleaseRow row(std::string id, std::string period, std::int64_t at) {
  store::ReleaseRow row;
  row.id = std::move(id);
  row.period = std::move(period);
  row.state = "DONE";
  row.created_at = {at};
  row.published_at = row.created_at;
  return row;
}

std::string before(const store::ReleaseRow& row, const std::vector<store::ReleaseRow>& all) {
  const auto* found = release_before(row, all);
  return found == nullptr ? "" : found->id;
}

TEST(ReleaseBefore, IsTheFirstListedOneOfThePeriodBeforeWhateverTheClockSaid) {
  const std::vector<store::ReleaseRow> all = {row("C", "2017", 5), row("B2", "2016", 2), row("B1", "2016", 3),
                                              row("A", "2015", 1)};
  EXPECT_EQ(before(all[0], all), "B2");
  EXPECT_EQ(before(all[1], all), "A");
  EXPECT_EQ(before(all[3], all), "");
}

TEST(ReleaseBefore, HasAPeriodOfTheSameLength) {
  const std::vector<store::ReleaseRow> all = {row("Q4", "2016-Q4", 1), row("M12", "2016-12", 1),
                                              row("Y", "2016", 1)};
  EXPECT_EQ(before(row("x", "2017-Q1", 2), all), "Q4");
  EXPECT_EQ(before(row("x", "2017-01", 2), all), "M12");
  EXPECT_EQ(before(row("x", "2017", 2), all), "Y");
  EXPECT_EQ(before(row("x", "nothing", 2), all), "");
}

TEST(ReleaseBefore, IsPublishedAndFinishedIfTheReleaseIsPublished) {
  auto unpublished = row("A", "2016", 1);
  unpublished.published_at.reset();
  auto refused = row("B", "2016", 2);
  refused.state = "REFUSED";
  auto inside = row("C", "2017", 3);
  EXPECT_EQ(before(inside, {unpublished, refused}), "");
  inside.published_at.reset();
  EXPECT_EQ(before(inside, {unpublished, refused}), "A");
}

TEST(ReleaseReport, RefusesAReleaseThatWasChanged) {
  auto damaged = row("A", "2017", 1);
  damaged.content = "raccordo-release 1 A changed";
  EXPECT_THROW(write_release_report({}, damaged, nullptr, report::Language::it), base::StoredDamage);
}

TEST_F(PublishTest, ReportRefusesDamagedMetadataOfEitherRelease) {
  const auto before = released("2016");
  const auto now = released("2017");
  ASSERT_TRUE(write_release_report(config_, now, &before, report::Language::it));
  for (const auto* damaged :
       {"", "{", "[]", "{}", R"({"tables":[],"coverage":{"bergamo":"97"}})", R"({"tables":[],"senders":7})",
        R"({"tables":[],"hidden_totals":[{"cells":[1]}]})"}) {
    auto changed = now;
    changed.metadata = damaged;
    EXPECT_THROW(write_release_report(config_, changed, nullptr, report::Language::it), base::StoredDamage)
        << damaged;
    auto earlier = before;
    earlier.metadata = damaged;
    EXPECT_THROW(write_release_report(config_, now, &earlier, report::Language::it), base::StoredDamage)
        << damaged;
  }
}

}  // namespace
}  // namespace raccordo::app
