// Releases of the gateway, attacked as an outsider, as an insider and by comparing formats.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/render.hpp"
#include "privacy/attackers/attack_scenes.hpp"
#include "privacy/attackers/difference_attacker.hpp"
#include "support/release_of.hpp"
#include "unit/extract/zip_member.hpp"

namespace raccordo::attackers {
namespace {

#if !defined(NDEBUG)
constexpr std::uint64_t kScale = 1;
#else
constexpr std::uint64_t kScale = 10;
#endif

std::vector<std::string> lines_of(const std::vector<Breach>& breaches) {
  std::vector<std::string> lines;
  for (const auto& breach : breaches) lines.push_back(to_string(breach));
  return lines;
}

/// The attackers must find nothing that the guarantee of a release covers. They must find what it does not
/// cover, or they would be too weak to prove anything.
enum class Claim { covered, not_covered };

Claim claim_of(const Matter& matter, const std::string& exception) {
  const auto guarantee = guarantee_of(random_register(matter, 1, 100), matter);
  return guarantee.find(exception) == std::string::npos ? Claim::covered : Claim::not_covered;
}

Claim claim_on_linked_tables(const Matter& matter) {
  return claim_of(matter, "inferred by combining several tables");
}

void expect_as_claimed(const std::vector<std::string>& breaches, Claim claim) {
  if (claim == Claim::covered) {
    EXPECT_THAT(breaches, ::testing::IsEmpty());
  } else {
    EXPECT_THAT(breaches, ::testing::Not(::testing::IsEmpty()));
  }
}

void append(std::vector<std::string>& all, const std::vector<Breach>& breaches, std::uint64_t seed) {
  for (const auto& line : lines_of(breaches)) all.push_back("seed " + std::to_string(seed) + ": " + line);
}

TEST(ProtectedReleases, WithstandBruteForceOnTinyRegisters) {
  const TinyUniverse universe;
  const auto& matter = universe.matter();
  std::size_t attacked = 0, undecided = 0;
  std::vector<std::string> breaches;
  for (std::uint64_t seed = 0; seed < 200 * kScale; ++seed) {
    const auto facts = universe.random_register(seed, 3 + seed % 10);
    const auto exact = count_exactly(facts, matter);
    const auto linked = link_tables(publish(facts, matter));
    const auto result = attack_by_brute_force(linked, universe.kinds(), matter.k, exact.truth);
    append(breaches, result.breaches, seed);
    append(breaches, attack_linear(linked, matter.k, &exact.truth).breaches, seed);
    attacked += result.attacked;
    undecided += result.undecided;
  }
  expect_as_claimed(breaches, claim_on_linked_tables(matter));
  EXPECT_GT(attacked, 1000U);
  EXPECT_EQ(undecided, 0U);
}

TEST(ProtectedReleases, RevealNothingToAnInsiderByBruteForce) {
  const TinyUniverse universe;
  const auto& matter = universe.matter();
  std::size_t attacked = 0, undecided = 0;
  std::vector<std::string> breaches;
  for (std::uint64_t seed = 0; seed < 20 * kScale; ++seed) {
    const auto facts = universe.random_register(seed, 4 + seed % 9);
    const auto exact = count_exactly(facts, matter);
    const auto published = publish(facts, matter);
    for (std::uint32_t person = 0; person < facts.persons.size(); ++person) {
      const auto own = count_exactly(only_person(facts, person), matter);
      const auto result =
          attack_as_insider_by_brute_force(published, universe.kinds(), matter.k, exact.truth, own.truth);
      append(breaches, result.breaches, seed);
      attacked += result.attacked;
      undecided += result.undecided;
    }
  }
  expect_as_claimed(breaches, claim_on_linked_tables(matter));
  EXPECT_GT(attacked, 100U);
  EXPECT_EQ(undecided, 0U);
}

TEST(ProtectedReleases, DoNotRevealADominatedAmount) {
  const auto matter = small_matter();
  std::vector<std::string> breaches;
  for (std::uint64_t seed = 0; seed < 4 * kScale; ++seed) {
    auto facts = random_register(matter, seed, 100 + 10 * seed);
    for (auto& item : facts.cases) {
      for (auto& intervention : item.interventions) {
        if (item.person % 40 == 0) intervention.amount_cents *= 1000;
      }
    }
    auto exact = count_exactly(facts, matter);
    find_largest_shares(facts, matter, exact.truth);
    const auto result = attack_linear(link_tables(publish(facts, matter)), matter.k, &exact.truth);
    append(breaches, result.breaches, seed);
  }
  const auto claim = claim_of(matter, "large contributions") == Claim::covered &&
                             claim_of(matter, "large share") == Claim::covered
                         ? Claim::covered
                         : Claim::not_covered;
  expect_as_claimed(breaches, claim);
}

TEST(ProtectedReleases, WithstandLinearProgrammingOnSmallRegisters) {
  const auto matter = small_matter();
  std::size_t attacked = 0;
  for (std::uint64_t seed = 0; seed < 20 * kScale; ++seed) {
    const auto facts = random_register(matter, seed, 10 + 7 * (seed % 60));
    const auto exact = count_exactly(facts, matter);
    const auto result = attack_linear(link_tables(publish(facts, matter)), matter.k, &exact.truth);
    ASSERT_THAT(lines_of(result.breaches), ::testing::IsEmpty()) << "seed " << seed;
    attacked += result.attacked;
  }
  EXPECT_GT(attacked, 500U);
}

TEST(ProtectedReleases, RevealNothingAboutOthersToAnInsider) {
  const auto matter = small_matter();
  std::size_t attacked = 0;
  for (std::uint64_t seed = 0; seed < 2 * kScale; ++seed) {
    const auto facts = random_register(matter, seed, 40 + 10 * (seed % 20));
    const auto exact = count_exactly(facts, matter);
    const auto published = publish(facts, matter);
    for (std::uint32_t person = 0; person < facts.persons.size(); person += 5) {
      const auto own = count_exactly(only_person(facts, person), matter);
      const auto result = attack_as_insider(published, matter.k, exact.truth, own.truth);
      ASSERT_THAT(lines_of(result.breaches), ::testing::IsEmpty()) << "seed " << seed << " person " << person;
      attacked += result.attacked;
    }
  }
  EXPECT_GT(attacked, 10 * kScale);
}

TEST(ProtectedReleases, WithstandLinearProgrammingOnTheShippedCatalogue) {
  std::vector<std::size_t> attacked;
  for (const auto& matter : {shipped_matter(), with_comuni_alone(shipped_matter())}) {
    const auto facts = random_register(matter, 2017, 4000);
    const auto exact = count_exactly(facts, matter);
    const auto result = attack_linear(link_tables(publish(facts, matter)), matter.k, &exact.truth);
    EXPECT_THAT(lines_of(result.breaches), ::testing::IsEmpty());
    attacked.push_back(result.attacked);
  }
  EXPECT_GT(attacked.front(), 300U);
  EXPECT_GT(attacked.back(), 500U) << "more cells are attacked where all Comuni are shown";
}

/// The same attack on naive suppression of the same register, to show that the attack above is able to find
/// breaches.
TEST(NaiveSuppression, LeaksOnTheShippedCatalogue) {
  const auto matter = shipped_matter();
  const auto exact = count_exactly(random_register(matter, 2017, 4000), matter);
  const auto result = attack_linear(link_tables(hide_naively(exact, matter.k)), matter.k, &exact.truth);
  EXPECT_GT(result.breaches.size(), 20U);
}

TEST(ProtectedReleases, HideTheSameCellsInEveryFormat) {
  const auto matter = small_matter();
  aggregate::ReleaseRequest request;
  request.id = "01JDFORMS";
  request.period = matter.period;
  request.key = std::string(32, 'k');
  const auto release =
      tests::release_of(random_register(matter, 5, 200), matter.catalogue, matter.scheme, request);
  ASSERT_TRUE(release);
  std::size_t hidden = 0;
  for (const auto& table : release->tables()) {
    using extract::TableFormat;
    const auto shape = read_json_stat(render(table, TableFormat::json_stat));
    EXPECT_EQ(read_csv_cells(render(table, TableFormat::csv), shape.measure), shape.cells) << shape.id;
    EXPECT_EQ(read_sdmx_cells(render(table, TableFormat::sdmx_csv), shape.measure), shape.cells) << shape.id;
    const auto book = render(table, TableFormat::xlsx);
    EXPECT_EQ(read_xlsx_cells(tests::zip_member(book, "xl/worksheets/sheet1.xml"),
                              tests::zip_member(book, "xl/sharedStrings.xml"), shape),
              shape.cells)
        << shape.id;
    for (const auto& cell : shape.cells) hidden += cell ? 0U : 1U;
  }
  EXPECT_GT(hidden, 0U);
}

}  // namespace
}  // namespace raccordo::attackers
