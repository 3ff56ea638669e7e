// Three yearly releases of one register, with joiners and leavers, attacked on their union: as an outsider,
// as an insider, and by their differences. Each release protected for itself is the control.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "privacy/attackers/difference_attacker.hpp"
#include "privacy/attackers/histories.hpp"

namespace raccordo::attackers {
namespace {

#if !defined(NDEBUG)
constexpr std::uint64_t kScale = 1;
#else
constexpr std::uint64_t kScale = 10;
#endif

/// The results of many attacks.
struct Tally {
  std::vector<std::string> breaches;
  std::size_t attacked = 0, undecided = 0, refused = 0, shown = 0;

  void add(const std::vector<Breach>& found, std::uint64_t seed) {
    for (const auto& breach : found)
      breaches.push_back("seed " + std::to_string(seed) + ": " + to_string(breach));
  }
  void note(const PublishedYears& published) {
    refused += 3 - published.released.size();
    for (const auto& table : published.tables) {
      for (const auto& cell : table.cells) shown += cell && *cell > 0 ? 1U : 0U;
    }
  }
};

Register assumption_of(Leaving leaving) {
  return leaving == Leaving::nobody ? Register::only_grows : Register::may_be_corrected;
}

Tally attack_linear_over_years(Leaving leaving, Ledger ledger, std::uint64_t rounds) {
  const auto matter = small_matter();
  Tally tally;
  for (std::uint64_t seed = 0; seed < rounds; ++seed) {
    const auto history = random_history(matter, seed, 20 + 9 * (seed % 15), leaving);
    const auto published = publish_years(history, ledger);
    const auto truth = truth_of(published, history);
    const auto linked = link_tables(published.tables, assumption_of(leaving));
    const auto result = attack_linear(linked, matter.k, &truth);
    tally.add(result.breaches, seed);
    tally.attacked += result.attacked;
    tally.note(published);
  }
  return tally;
}

Tally attack_tiny(Leaving leaving, std::uint64_t rounds) {
  const TinyHistories world(leaving);
  Tally tally;
  for (std::uint64_t seed = 0; seed < rounds; ++seed) {
    const auto history = world.random_history(seed, 4 + seed % 12);
    const auto published = publish_years(history, Ledger::kept);
    tally.note(published);
    auto truth = count_years(history, {0, 1, 2}).truth;
    auto linked = link_tables(published.tables);
    world.add_differences(history, linked, truth);
    const auto result = attack_by_brute_force(linked, world.kinds(), history.front().matter.k, truth);
    tally.add(result.breaches, seed);
    tally.attacked += result.attacked;
    tally.undecided += result.undecided;
  }
  return tally;
}

void report(const Tally& tally) {
  ::testing::Test::RecordProperty("attacked", static_cast<int>(tally.attacked));
  ::testing::Test::RecordProperty("refused", static_cast<int>(tally.refused));
  ::testing::Test::RecordProperty("shown", static_cast<int>(tally.shown));
}

void expect_unbroken(const Tally& tally, std::size_t least_attacked) {
  report(tally);
  EXPECT_THAT(tally.breaches, ::testing::IsEmpty());
  EXPECT_GT(tally.attacked, least_attacked);
  EXPECT_EQ(tally.undecided, 0U);
}

TEST(ProtectedLedger, WithstandsLinearProgrammingWithAGrowingRegister) {
  expect_unbroken(attack_linear_over_years(Leaving::nobody, Ledger::kept, 2 * kScale), 20);
}

TEST(ProtectedLedger, WithstandsLinearProgrammingWherePersonsLeave) {
  expect_unbroken(attack_linear_over_years(Leaving::some, Ledger::kept, 2 * kScale), 20);
}

TEST(ProtectedLedger, WithstandsBruteForceOverHistories) {
  expect_unbroken(attack_tiny(Leaving::some, 40 * kScale), 500);
}

TEST(ProtectedLedger, WithstandsBruteForceOverGrowingHistories) {
  expect_unbroken(attack_tiny(Leaving::nobody, 20 * kScale), 300);
}

TEST(ProtectedLedger, RevealsNothingToAnInsiderOverTheYears) {
  const TinyHistories world(Leaving::some);
  Tally tally;
  for (std::uint64_t seed = 0; seed < 3 * kScale; ++seed) {
    const auto history = world.random_history(seed, 5 + seed % 9);
    const auto published = publish_years(history, Ledger::kept);
    const auto truth = truth_of(published, history);
    for (std::uint32_t person = 0; person < history.front().facts.persons.size(); ++person) {
      const auto own = truth_of(published, history, person);
      auto all = truth;
      auto mine = own;
      for (const auto& cell : world.kinds().cells) {
        all.try_emplace(cell);
        mine.try_emplace(cell);
      }
      const auto result = attack_as_insider_by_brute_force(published.tables, world.kinds(),
                                                           history.front().matter.k, all, mine);
      tally.add(result.breaches, seed);
      tally.attacked += result.attacked;
      tally.undecided += result.undecided;
    }
  }
  expect_unbroken(tally, 20);
}

/// The control: the same attackers and registers, but each release is protected without the others.
TEST(ReleasesWithoutALedger, FallToLinearProgrammingOverTheYears) {
  EXPECT_GT(attack_linear_over_years(Leaving::nobody, Ledger::none, 8).breaches.size(), 0U);
}

/// A revision for which one case came late, one person was erased and one moved.
TEST(ProtectedLedger, RevisionRevealsNoSmallDifference) {
  const auto matter = small_matter();
  std::size_t compared = 0, differed_alone = 0;
  for (std::uint64_t seed = 0; seed < kScale + 4; ++seed) {
    const auto persons = 60 + 10 * (seed % 10);
    auto facts = random_register(matter, seed, persons);
    auto before = facts;
    before.cases.erase(before.cases.begin() + static_cast<std::ptrdiff_t>(seed % before.cases.size()));
    facts.cases.pop_back();
    facts.cases[facts.cases.size() / 2].owner = facts.cases.front().owner;
    const History history = {{std::move(before), matter}, {std::move(facts), matter}};
    for (const auto ledger : {Ledger::kept, Ledger::none}) {
      const auto published = publish_years(history, ledger);
      if (published.released.size() < 2) continue;
      const auto half = static_cast<std::ptrdiff_t>(published.tables.size() / 2);
      const std::vector<PublishedTable> old(published.tables.begin(), published.tables.begin() + half);
      const std::vector<PublishedTable> fresh(published.tables.begin() + half, published.tables.end());
      const auto breaches = attack_by_difference(old, fresh, matter.k);
      if (ledger == Ledger::none) {
        differed_alone += breaches.size();
        continue;
      }
      ++compared;
      ASSERT_THAT(breaches, ::testing::IsEmpty()) << "seed " << seed << " " << to_string(breaches.front());
      const auto exact = count_years({history[1]}, {0});
      const auto result = attack_linear(link_tables(fresh), matter.k, &exact.truth);
      ASSERT_THAT(result.breaches, ::testing::IsEmpty()) << "seed " << seed;
    }
  }
  EXPECT_GT(compared, 3U);
  EXPECT_GT(differed_alone, 5U);
}

}  // namespace
}  // namespace raccordo::attackers
