#include "app/releases/series.hpp"

#include <gtest/gtest.h>

#include "app/releases/release_json.hpp"
#include "base/stored_damage.hpp"
#include "unit/app/some_releases.hpp"

namespace raccordo::app {
namespace {

store::ReleaseRow row_of(std::string id, std::string period, const std::string& tables) {
  store::ReleaseRow row;
  row.id = std::move(id);
  row.period = std::move(period);
  row.state = "DONE";
  row.published_at = base::Instant{1};
  row.metadata = "{\"guarantee\":\"\",\"tables\":[";
  for (const char table : tables) {
    if (row.metadata.back() == '}') row.metadata += ',';
    row.metadata +=
        std::string("{\"id\":\"") + table + "\",\"title_it\":\"it " + row.id + "\",\"title_en\":\"en\"}";
  }
  row.metadata += "]}";
  return row;
}

std::string ids_of(const std::vector<store::ReleaseRow>& rows) {
  std::string ids;
  for (const auto& row : rows) ids += row.id;
  return ids;
}

TEST(Series, TakesTheNewestReleaseOfEachPeriodInTheirOrder) {
  auto refused = row_of("9", "2019", "ab");
  refused.state = "REFUSED";
  auto inside = row_of("6", "2018", "ab");
  inside.published_at.reset();
  SomeReleases store({refused, row_of("8", "2016", "a"), row_of("7", "2017", "ab"), inside,
                      row_of("5", "2016", "ab"), row_of("4", "2018", "b"), row_of("3", "2017-Q2", "a")});
  EXPECT_EQ(ids_of(current_releases(store, Audience::inside)), "8736");
  EXPECT_EQ(ids_of(current_releases(store, Audience::open)), "8734");
  EXPECT_EQ(ids_of(releases_with(current_releases(store, Audience::open), "b")), "74");
  EXPECT_TRUE(releases_with(current_releases(store, Audience::open), "c").empty());
}

TEST(Series, KeepsPeriodsThatLieWhollyWithinTheBounds) {
  const std::vector rows = {row_of("1", "2016", "a"), row_of("2", "2017-Q1", "a"), row_of("3", "2017", "a"),
                            row_of("4", "2018-02", "a")};
  const auto between = [&](const char* from, const char* to) {
    return ids_of(within(rows, {model::parse_period(from), model::parse_period(to)}));
  };
  EXPECT_EQ(between("2017", "2017"), "23");
  EXPECT_EQ(between("2017-02", ""), "4");
  EXPECT_EQ(between("", "2017-03"), "12");
  EXPECT_EQ(between("2030", "2031"), "");
}

TEST(Series, ListsEveryTableOnceWithItsNewestTitle) {
  const auto tables = tables_over_time({row_of("1", "2016", "ba"), row_of("2", "2017", "a")});
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[0].id, "a");
  EXPECT_EQ(tables[0].title_it, "it 2");
  EXPECT_EQ(tables[1].title_it, "it 1");
}

TEST(Series, ReportsDamagedMetadata) {
  auto damaged = row_of("1", "2016", "a");
  damaged.metadata = "{";
  EXPECT_THROW(released_tables(damaged), base::StoredDamage);
  EXPECT_THROW(released_period(row_of("1", "soon", "a")), base::StoredDamage);
}

}  // namespace
}  // namespace raccordo::app
