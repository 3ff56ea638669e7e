// Releases that earlier ones prevent, and evidence that was edited.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "aggregate/make/waiting.hpp"
#include "unit/aggregate/ledger_scene.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(Ledger, RefusesAReleaseForWhichTooManyWait) {
  join(40, "016001", "anziani", "2016-02-01");
  join(40, "016004", "anziani", "2016-02-01");
  release(2016, registered_by_comune(), 30);
  join(29, "016001", "anziani", "2017-02-01");
  const auto refused = try_release(2017, registered_by_comune(), 30);
  ASSERT_TRUE(refused.has_error());
  EXPECT_THAT(refused.error().message, HasSubstr("more than 5 % of the persons in charge"));
  EXPECT_THAT(refused.error().message, HasSubstr("no smaller catalogue is enough"));
  EXPECT_THAT(refused.error().message, Not(HasSubstr("29")));
  join(1, "016001", "anziani", "2017-02-01");
  EXPECT_TRUE(try_release(2017, registered_by_comune(), 30).has_value());
}

TEST_F(Ledger, NamesTheTablesWithoutWhichThePeriodCanBeReleased) {
  auto catalogue = registered_by_comune();
  catalogue.push_back(extract_by(Measure::cases, When::registered_by_end, {by(Dimension::channel)}));
  catalogue.back().id = "cases-by-channel";
  join(40, "016001", "anziani", "2016-02-01");
  join(40, "016004", "anziani", "2016-02-01");
  release(2016, catalogue, 30);
  join(29, "016001", "anziani", "2017-02-01");
  join(29, "016004", "anziani", "2017-02-01");
  const auto refused = try_release(2017, catalogue, 30);
  ASSERT_TRUE(refused.has_error());
  const auto& id = catalogue.front().id;
  EXPECT_THAT(refused.error().message, HasSubstr("without the tables " + id + ": take them out"));
  EXPECT_TRUE(try_release(2017, {catalogue.back()}, 30).has_value());
}

TEST_F(Ledger, GivesTheSameBytesForTheSameEvidence) {
  join(20, "016001", "anziani", "2016-02-01");
  join(3, "016004", "anziani", "2016-02-01");
  release(2016, active_by_comune());
  join(2, "016003", "anziani", "2017-02-01");
  const auto once = try_release(2017, active_by_comune()).value();
  const auto again = try_release(2017, active_by_comune()).value();
  EXPECT_EQ(once.evidence, again.evidence);
  EXPECT_EQ(once.release.serialise(), again.release.serialise());
}

TEST_F(Ledger, FindsEvidenceOfEarlierReleasesThatWasEdited) {
  for (const auto* owner : {"016001", "016003", "016004"}) join(20, owner, "anziani", "2016-02-01");
  join(3, "016005", "anziani", "2016-02-01");
  release(2016, active_by_comune());
  join(2, "016005", "anziani", "2017-02-01");
  release(2017, active_by_comune());
  const auto truth = evidence_;
  evidence_.facts.cases.pop_back();
  EXPECT_NE(recheck(), "");
  evidence_ = truth;
  evidence_.layers.front().hidden.front() ^= 1;
  EXPECT_NE(recheck(), "");
  evidence_ = truth;
  evidence_.layers.front().digest.clear();
  EXPECT_THAT(recheck(), HasSubstr("does not fit"));
  evidence_ = truth;
  evidence_.layers.front().hidden.pop_back();
  EXPECT_THAT(recheck(), HasSubstr("does not fit"));
  EXPECT_THAT(try_release(2018, active_by_comune()).error().message, HasSubstr("restore it from a backup"));
  for (std::size_t i = 0; i < truth.certificates.size(); ++i) {
    evidence_ = truth;
    evidence_.certificates.erase(evidence_.certificates.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_THAT(recheck(), HasSubstr("has no certificate")) << i;
  }
  evidence_ = truth;
  for (auto& item : evidence_.facts.cases) item.last_layer = 0;
  EXPECT_NE(recheck(), "");
}

TEST_F(Ledger, RefusesADuplicateId) {
  join(20, "016001", "anziani", "2016-02-01");
  release(2016, active_by_comune());
  releases_.clear();
  EXPECT_THAT(try_release(2017, active_by_comune()).error().message, HasSubstr("of that id"));
}

}  // namespace
}  // namespace raccordo::tests
