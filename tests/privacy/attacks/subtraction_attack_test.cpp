// Attacks that need only pencil and paper, on yearly releases of a register with ordinary turnover. Releases
// that were protected by witnesses alone lost to each of them. Counted from the published register, with
// witnesses for the rests of shown cells too, they lose to none.
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
  /// Two of three years of 24,000 careers, some of which ASST follows too; made once.
  static const World& world() {
    static const World made = [] {
      synth::CareersOrder order;
      order.persons = 24'000;
      order.years = 3;
      order.has_asst = true;
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

TEST(SubtractionAttacker, TakesPersonsInJointChargeFromAllPersons) {
  auto joint = areas_by_sex({348, 150, 198, 0, 344, 150, 194, 0});
  joint.measure = "persons-joint";
  joint.when = "open-at-end";
  const Release release = {areas_by_sex({348, 150, 198, 0, 346, 150, 196, 0}), std::move(joint)};
  const auto groups = attack_joint(release, kLeast);
  ASSERT_EQ(groups.size(), 2U);
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

/// What the attacker reads in words, for the message of a failure.
std::string texts_of(const std::vector<SmallGroup>& groups) {
  std::string texts;
  for (const auto& group : groups) texts += group.what + ": " + std::to_string(group.count) + "\n";
  return texts;
}

TEST_F(YearsOfCareers, HoldsAgainstSumsOfHiddenSiblings) {
  ASSERT_EQ(world().releases.size(), 2U);
  for (const auto& release : world().releases) EXPECT_EQ(texts_of(attack_siblings(release, kLeast)), "");
}

TEST_F(YearsOfCareers, HoldsAgainstNestedTables) {
  ASSERT_EQ(world().releases.size(), 2U);
  for (const auto& release : world().releases) EXPECT_EQ(texts_of(attack_nested(release, kLeast)), "");
}

/// Of the persons of one body as few are not known to another one, as many the body could name.
TEST_F(YearsOfCareers, HoldsAgainstPersonsLessThoseInJointCharge) {
  ASSERT_EQ(world().releases.size(), 2U);
  for (const auto& release : world().releases) {
    const auto joint = std::find_if(release.begin(), release.end(),
                                    [](const auto& table) { return table.measure == "persons-joint"; });
    ASSERT_NE(joint, release.end());
    ASSERT_TRUE(joint->cells.front());
    EXPECT_GT(*joint->cells.front(), 100);
    EXPECT_EQ(texts_of(attack_joint(release, kLeast)), "");
  }
}

TEST_F(YearsOfCareers, HoldsAgainstStockLessStockLessFlow) {
  ASSERT_EQ(world().releases.size(), 2U);
  EXPECT_TRUE(attack_stock_and_flow(world().releases[0], world().releases[1], kLeast).empty());
}

/// "Shown before, hidden now" must not say that few joined or left.
TEST_F(YearsOfCareers, HoldsAgainstHideThenShow) {
  ASSERT_EQ(world().releases.size(), 2U);
  const auto old = count_exactly(world().history[0].facts, world().history[0].matter);
  const auto fresh = count_exactly(world().history[1].facts, world().history[1].matter);
  const auto is_small_change = [&](const std::string& before, const std::string& after) {
    const auto change = std::abs(fresh.truth.at(after).value - old.truth.at(before).value);
    return change > 0 && change < kLeast;
  };
  std::size_t claims = 0, right = 0, cells = 0, small = 0;
  for (const auto& change : newly_hidden(world().releases[0], world().releases[1])) {
    ++claims;
    right += is_small_change(change.before, change.after) ? 1U : 0U;
  }
  for (const auto& change : still_shown(world().releases[0], world().releases[1])) {
    ++cells;
    small += is_small_change(change.before, change.after) ? 1U : 0U;
  }
  ASSERT_GT(cells, 1000U);
  const auto of_all = static_cast<double>(small) / static_cast<double>(cells);
  EXPECT_LE(static_cast<double>(right), 2 * of_all * static_cast<double>(claims) + 5) << claims << " claims";
}

/// One person is erased and the year released again: nothing changes.
TEST_F(YearsOfCareers, HoldsAgainstTheErasureOfAPersonAndARevision) {
  for (const std::uint32_t person : {17U, 2345U}) {
    const auto releases = cut(publish_years(with_erasure(world().history.front(), person), Ledger::kept));
    ASSERT_EQ(releases.size(), 2U);
    for (std::size_t table = 0; table < releases[0].size(); ++table)
      EXPECT_EQ(releases[0][table].cells, releases[1][table].cells) << releases[0][table].id;
    for (const auto& guess : profile_of_revision(releases[0], releases[1])) EXPECT_EQ(guess.category, "");
  }
}

}  // namespace
}  // namespace raccordo::attackers
