// What a release is counted from: seats for the persons of evidence that an older program made, forgotten
// releases, and the stored form of the published register.
#include "aggregate/make/seated.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aggregate/evidence/evidence_format.hpp"
#include "aggregate/evidence/layer_format.hpp"
#include "aggregate/evidence/published_format.hpp"
#include "aggregate/make/forget.hpp"
#include "unit/aggregate/ledger_scene.hpp"

namespace raccordo::tests {
namespace {

using ::testing::HasSubstr;

/// Evidence as a program without seats wrote it.
std::string of_older_program(const aggregate::Evidence& evidence) {
  aggregate::ByteWriter out;
  out.text("raccordo-evidence");
  out.number(2);
  aggregate::put_layers(out, evidence.layers, aggregate::Origins::untold);
  aggregate::put_facts(out, evidence.facts, aggregate::Origins::untold);
  aggregate::put_former(out, evidence.former);
  aggregate::put_certificates(out, evidence.certificates);
  return out.bytes();
}

TEST_F(Ledger, ContinuesTheLedgerOfAProgramWithoutSeats) {
  join(20, "016001", "anziani", "2015-02-01");
  join(3, "016003", "anziani", "2015-02-01");
  join(30, "016004", "anziani", "2015-02-01");
  release(2016, active_by_comune());
  evidence_ = aggregate::read_evidence(of_older_program(evidence_)).value();
  EXPECT_TRUE(evidence_.published.seats.empty());
  EXPECT_FALSE(evidence_.layers.front().from_seats);
  EXPECT_EQ(recheck(), "") << "under its own rules";
  EXPECT_TRUE(aggregate::is_last_proof(evidence_, 1)) << "it is kept";
  join(1, "016001", "anziani", "2017-02-01");
  join(7, "016004", "anziani", "2017-02-01");
  const auto& next = release(2017, active_by_comune());
  EXPECT_EQ(shown(next, kThird), "c");
  EXPECT_EQ(shown(next, {}), "61") << "eight joined";
  EXPECT_EQ(evidence_.published.releases.size(), 2U);
  EXPECT_NE(shown(next, kFirst), "21") << "one person is not counted alone";
}

/// Evidence of version 3 has other names for groups, which do not say that two tables show the same persons.
TEST_F(Ledger, NamesTheGroupsOfEvidenceThatNamesThemByTable) {
  join(20, "016001", "anziani", "2015-02-01");
  join(30, "016004", "anziani", "2015-02-01");
  release(2016, active_by_comune());
  evidence_.layers.back().covers_rests = false;
  for (auto& shown : evidence_.published.releases.back().shown) shown = 0;
  join(1, "016004", "anziani", "2017-02-01");
  auto by_area = extract_by(model::Measure::persons, model::When::active_during, {});
  by_area.id = "total";
  EXPECT_EQ(shown(release(2017, {by_area}), {}), "50") << "one person waits";
}

TEST_F(Ledger, KeepsEveryThirdEvidence) {
  join(20, "016001", "anziani", "2015-02-01");
  release(2016, active_by_comune());
  EXPECT_FALSE(aggregate::is_last_proof(evidence_, 1));
  EXPECT_FALSE(aggregate::is_last_proof(evidence_, 2));
  EXPECT_TRUE(aggregate::is_last_proof(evidence_, 3));
}

TEST_F(Ledger, StillHoldsWhenTheOldestReleaseIsForgotten) {
  join(20, "016001", "anziani", "2015-02-01");
  join(3, "016003", "anziani", "2015-02-01");
  join(30, "016004", "anziani", "2015-02-01");
  release(2016, active_by_comune());
  erase(8, "016004");
  release(2017, active_by_comune());
  const auto persons = evidence_.facts.persons.size();
  aggregate::forget_oldest(evidence_);
  ASSERT_EQ(evidence_.layers.size(), 1U);
  EXPECT_EQ(evidence_.layers.front().release_id, "R2");
  EXPECT_EQ(evidence_.facts.persons.size(), persons - 8);
  EXPECT_EQ(recheck(), "");
}

TEST_F(Ledger, StoresThePublishedRegister) {
  join(20, "016001", "anziani", "2015-02-01");
  join(7, "016004", "disabili", "2015-02-01");
  release(2016, active_by_comune());
  join(6, "016003", "anziani", "2017-02-01");
  release(2017, active_by_comune());
  aggregate::ByteWriter out;
  aggregate::put_published(out, evidence_.published, aggregate::Origins::told);
  const auto bytes = out.bytes();
  aggregate::ByteReader in(bytes);
  const auto again = aggregate::get_published(in, aggregate::Origins::told);
  EXPECT_TRUE(in.is_at_end());
  EXPECT_EQ(again.seats.size(), evidence_.published.seats.size());
  EXPECT_EQ(again.links.size(), 33U);
  aggregate::ByteWriter same;
  aggregate::put_published(same, again, aggregate::Origins::told);
  EXPECT_EQ(same.bytes(), bytes);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    aggregate::ByteReader cut(std::string_view(bytes).substr(0, length));
    EXPECT_THROW(aggregate::get_published(cut, aggregate::Origins::told), aggregate::BadBytes) << length;
  }
}

TEST_F(Ledger, TakesTheRegisterOfItsPeriodForARevision) {
  join(20, "016001", "anziani", "2015-02-01");
  release(2016, active_by_comune());
  join(10, "016001", "anziani", "2016-02-01");
  aggregate::Layer layer{"R9", year(2016), {}, active_by_comune(), scheme_, {}, {}, "", 1, true, {}};
  const auto plans =
      aggregate::plan_tables(aggregate::on_published_clock(layer.catalogue), scheme_, layer.period).value();
  auto taken = aggregate::Seated::take(evidence_, given_.facts, plans, layer, "key");
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_EQ(taken->facts().persons.size(), 20U);
  layer.period = year(2014);
  EXPECT_THAT(aggregate::Seated::take(evidence_, given_.facts, plans, layer, "key").error().message,
              HasSubstr("does not know the period 2014"));
}

}  // namespace
}  // namespace raccordo::tests
