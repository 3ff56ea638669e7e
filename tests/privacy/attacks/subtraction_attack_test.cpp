// Attacks that need only pencil and paper, on yearly releases of a register with ordinary turnover. Releases
// that are protected by witnesses alone lose to each of them; the counts say how far.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "privacy/attackers/career_scenes.hpp"
#include "privacy/attackers/subtraction_attacker.hpp"

namespace raccordo::attackers {
namespace {

using Release = std::vector<PublishedTable>;

constexpr int kLeast = 5;

/// Cuts tables of several releases of one catalogue.
std::vector<Release> cut(const PublishedYears& published) {
  std::vector<Release> releases;
  const auto each = published.tables.size() / published.released.size();
  for (auto at = published.tables.begin(); at != published.tables.end();
       at += static_cast<std::ptrdiff_t>(each))
    releases.emplace_back(at, at + static_cast<std::ptrdiff_t>(each));
  return releases;
}

class YearsOfCareers : public ::testing::Test {
 protected:
  struct World {
    History history;
    std::vector<Release> releases;
  };
  /// Two of three years of 6,000 careers; made once.
  static const World& world() {
    static const World made = [] {
      synth::CareersOrder order;
      order.persons = 6000;
      order.years = 3;
      World out{career_history(order, kLeast), {}};
      out.history.resize(2);
      out.releases = cut(publish_years(out.history, Ledger::kept));
      return out;
    }();
    return made;
  }
};

PublishedTable areas_by_sex(std::vector<std::optional<std::int64_t>> cells) {
  PublishedTable table;
  table.id = "persons-by-area-sex";
  table.measure = "persons";
  table.when = "active-during";
  table.period = "2017";
  table.k = kLeast;
  table.dimensions = {{"area", false, {{"_T", -1}, {"dipendenze", 0}}},
                      {"sex", true, {{"_T", -1}, {"F", 0}, {"M", 0}, {"_U", 0}}}};
  table.cells = std::move(cells);
  return table;
}

TEST(SubtractionAttacker, SumsHiddenSiblings) {
  const Release release = {areas_by_sex({900, 400, 500, 0, 346, std::nullopt, 344, std::nullopt})};
  const auto groups = attack_siblings(release, kLeast);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups.front().count, 2);
}

TEST(SubtractionAttacker, TakesAnAreaFromAllAreas) {
  const Release release = {areas_by_sex({348, 150, 198, 0, 346, 150, 196, 0})};
  const auto groups = attack_nested(release, kLeast);
  ASSERT_EQ(groups.size(), 2U);  // all, and men
  EXPECT_EQ(groups.front().count, 2);
}

TEST(SubtractionAttacker, LeavesLargeGroupsAndWholeFamilies) {
  const Release release = {areas_by_sex({900, 400, 500, 0, 346, std::nullopt, 300, std::nullopt})};
  EXPECT_TRUE(attack_siblings(release, kLeast).empty());
  EXPECT_TRUE(attack_nested(release, kLeast).empty());
}

TEST_F(YearsOfCareers, LosesToSumsOfHiddenSiblings) {
  ASSERT_EQ(world().releases.size(), 2U);
  for (const auto& release : world().releases) EXPECT_GE(attack_siblings(release, kLeast).size(), 10U);
}

TEST_F(YearsOfCareers, LosesToNestedTables) {
  ASSERT_EQ(world().releases.size(), 2U);
  EXPECT_GE(attack_nested(world().releases.front(), kLeast).size(), 15U);
  for (const auto& release : world().releases) EXPECT_GE(attack_nested(release, kLeast).size(), 1U);
}

TEST_F(YearsOfCareers, LosesToStockLessStockLessFlow) {
  ASSERT_EQ(world().releases.size(), 2U);
  for (std::size_t year = 1; year < world().releases.size(); ++year) {
    const auto groups = attack_stock_and_flow(world().releases[year - 1], world().releases[year], kLeast);
    EXPECT_GE(groups.size(), 3U) << "year " << year;
  }
}

/// "Shown before, hidden now" says that few joined or left: it is right far more often than a guess.
TEST_F(YearsOfCareers, LosesToHideThenShow) {
  ASSERT_EQ(world().releases.size(), 2U);
  std::size_t claims = 0, right = 0, cells = 0, small = 0;
  for (std::size_t year = 1; year < world().releases.size(); ++year) {
    const auto old = count_exactly(world().history[year - 1].facts, world().history[year - 1].matter);
    const auto fresh = count_exactly(world().history[year].facts, world().history[year].matter);
    const auto is_small_change = [&](const std::string& before, const std::string& after) {
      const auto change = std::abs(fresh.truth.at(after).value - old.truth.at(before).value);
      return change > 0 && change < kLeast;
    };
    for (const auto& change : newly_hidden(world().releases[year - 1], world().releases[year])) {
      ++claims;
      right += is_small_change(change.before, change.after) ? 1U : 0U;
    }
    for (const auto& change : still_shown(world().releases[year - 1], world().releases[year])) {
      ++cells;
      small += is_small_change(change.before, change.after) ? 1U : 0U;
    }
  }
  EXPECT_GE(claims, 500U);
  const auto of_claims = static_cast<double>(right) / static_cast<double>(claims);
  const auto of_all = static_cast<double>(small) / static_cast<double>(cells);
  EXPECT_GE(of_claims, 3 * of_all);
}

/// One person is erased and the year released again: what changed is the person's profile.
TEST_F(YearsOfCareers, LosesThePersonOfARevision) {
  std::size_t told = 0, right = 0;
  for (const std::uint32_t person : {17U, 2345U}) {
    const auto& year = world().history.front();
    const auto releases = cut(publish_years(with_erasure(year, person), Ledger::kept));
    ASSERT_EQ(releases.size(), 2U);
    const auto own = count_exactly(only_person(year.facts, person), year.matter);
    for (const auto& guess : profile_of_revision(releases[0], releases[1])) {
      if (guess.category.empty()) continue;
      ++told;
      const auto is_true = std::any_of(own.truth.begin(), own.truth.end(), [&](const auto& cell) {
        return cell.second.value != 0 && cell.first.find("=" + guess.category + ";") != std::string::npos;
      });
      right += is_true ? 1U : 0U;
    }
  }
  EXPECT_GE(told, 6U);
  EXPECT_GE(right * 4, told * 3);
}

}  // namespace
}  // namespace raccordo::attackers
