// The reader of metadata against what releases write. tests/unit/app/release_metadata_test.cpp has damaged
// ones.
#include "aggregate/release/release_metadata.hpp"

#include <gtest/gtest.h>

#include "base/stored_damage.hpp"
#include "support/release_of.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::When;

TEST(ReadMetadata, GivesWhatAReleaseWrites) {
  SmallRegister given;
  for (int i = 0; i < 12; ++i) {
    given.open(given.person("F", "1940-05-01"), "016001", "2017-02-01");
    given.intervene("anziani", "anziani.pasti", "");
  }
  const auto release =
      release_of(given.facts, {extract_by(Measure::persons, When::active_during, {by(Dimension::area)})},
                 small_scheme(), request_for(year(2017)))
          .value();
  const auto metadata = aggregate::read_release_metadata(release.id(), release.metadata());
  ASSERT_EQ(metadata.tables.size(), 1U);
  const auto& table = release.tables().front();
  EXPECT_EQ(metadata.tables[0].id, table.definition().id);
  EXPECT_EQ(metadata.tables[0].title_it, table.definition().title_it);
  EXPECT_EQ(metadata.tables[0].cells, table.cells().size());
  EXPECT_EQ(metadata.rules, table.rules());
  EXPECT_EQ(metadata.guarantee, table.guarantee());
  EXPECT_FALSE(metadata.compares_senders) << "app adds the senders";
}

TEST(ReadMetadata, NamesTheReleaseOfDamagedOnes) {
  try {
    aggregate::read_release_metadata("R7", "{");
    FAIL() << "no damage was noticed";
  } catch (const base::StoredDamage& damage) {
    EXPECT_STREQ(damage.what(), "the metadata of release R7 cannot be read");
  }
}

}  // namespace
}  // namespace raccordo::tests
